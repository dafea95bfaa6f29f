package org.opinionloop.kit.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a handler's {@link Caller} parameter: who may call it. Without a valid key the answer is 401,
 * with a key of another role 403, in both cases before the body is read. If {@link #anonymous()},
 * nobody needs a key and the parameter is null without one; a key that is given must still be
 * valid.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Allowed {
  /** The roles that may. */
  Role[] value();

  /** Whether callers without a key are let in as well. */
  boolean anonymous() default false;
}
