package org.opinionloop.kubernetes;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Finds fields that the Kubernetes API does not know: its model keeps them apart, anywhere in the
 * tree.
 */
final class Fields {

  private Fields() {}

  /** Paths of unknown fields below an object of the model. */
  static List<String> unknown(Object object) {
    List<String> found = new ArrayList<>();
    walk(object, object.getClass().getSimpleName(), found);
    return found;
  }

  private static void walk(Object object, String path, List<String> found) {
    if (object instanceof Collection<?> many) {
      int index = 0;
      for (Object each : many) {
        if (each != null) {
          walk(each, path + "[" + index + "]", found);
        }
        index++;
      }
    } else if (object instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value != null) {
              walk(value, path + "." + key, found);
            }
          });
    } else if (object.getClass().getName().startsWith("io.fabric8.")
        && !(object instanceof Enum<?>)) {
      walkModel(object, path, found);
    }
  }

  private static void walkModel(Object object, String path, List<String> found) {
    for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Object value = read(object, field);
        if (value == null) {
          continue;
        }
        if (field.getName().equals("additionalProperties")) {
          ((Map<?, ?>) value).keySet().forEach(key -> found.add(path + "." + key));
        } else {
          walk(value, path + "." + field.getName(), found);
        }
      }
    }
  }

  private static Object read(Object object, Field field) {
    String name = field.getName();
    String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    try {
      Method method = object.getClass().getMethod(getter);
      return method.invoke(object);
    } catch (NoSuchMethodException noProperty) {
      return null;
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
