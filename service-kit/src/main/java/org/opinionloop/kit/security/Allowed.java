package org.opinionloop.kit.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a handler's {@link Caller} parameter: who may call it. Without a valid key the answer is 401,
 * with a key of another role 403, in both cases before the body is read.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Allowed {
  /** The roles that may. */
  Role[] value();
}
