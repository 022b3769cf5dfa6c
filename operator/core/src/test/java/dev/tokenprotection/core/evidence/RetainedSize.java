package dev.tokenprotection.core.evidence;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * How many bytes of the heap an object keeps: the sizes of all objects that it reaches, as a 64-bit
 * JVM with compressed references lays them out. Our own classes and arrays are counted field by
 * field, collections of the JDK by what an entry takes.
 *
 * <p>Not counted is what is held elsewhere anyway: what {@code elsewhere} names, and enums.
 */
final class RetainedSize {
  private static final int HEADER = 12;
  private static final int ARRAY_HEADER = 16;
  private static final int REFERENCE = 4;
  private static final int EMPTY_COLLECTION = 48;
  private static final int LIST_ENTRY = 6;
  private static final int MAP_ENTRY = 48;
  private static final int SMALL_VALUE = 24;
  private static final int UUID_VALUE = 32;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final Set<Class<?>> elsewhere;

  private RetainedSize(Set<Class<?>> elsewhere) {
    this.elsewhere = elsewhere;
  }

  static long of(Object root, Set<Class<?>> elsewhere) {
    RetainedSize walk = new RetainedSize(elsewhere);
    walk.enter(root);
    long bytes = 0;
    while (!walk.open.isEmpty()) {
      bytes += walk.sizeOf(walk.open.pop());
    }
    return bytes;
  }

  private void enter(Object object) {
    if (object != null
        && !(object instanceof Enum<?>)
        && !elsewhere.contains(object.getClass())
        && seen.add(object)) {
      open.push(object);
    }
  }

  private long sizeOf(Object object) {
    return switch (object) {
      case String text -> SMALL_VALUE + aligned(ARRAY_HEADER + text.length());
      case BitSet bits -> SMALL_VALUE + ARRAY_HEADER + bits.size() / Byte.SIZE;
      case UUID _ -> UUID_VALUE;
      case Collection<?> many -> {
        many.forEach(this::enter);
        boolean hashed = many instanceof Set<?>;
        yield EMPTY_COLLECTION + (long) many.size() * (hashed ? MAP_ENTRY : LIST_ENTRY);
      }
      case Map<?, ?> map -> {
        map.keySet().forEach(this::enter);
        map.values().forEach(this::enter);
        yield EMPTY_COLLECTION + (long) map.size() * MAP_ENTRY;
      }
      case Object array when array.getClass().isArray() -> sizeOfArray(array);
      case Object ours when ours.getClass().getName().startsWith("dev.tokenprotection") ->
          sizeOfFields(ours);
      default -> SMALL_VALUE;
    };
  }

  private long sizeOfArray(Object array) {
    int length = Array.getLength(array);
    Class<?> component = array.getClass().getComponentType();
    if (!component.isPrimitive()) {
      for (Object element : (Object[]) array) {
        enter(element);
      }
    }
    return aligned(ARRAY_HEADER + (long) length * width(component));
  }

  private long sizeOfFields(Object object) {
    long bytes = HEADER;
    for (Field field : object.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        bytes += width(field.getType());
        if (!field.getType().isPrimitive()) {
          enter(valueOf(field, object));
        }
      }
    }
    return aligned(bytes);
  }

  private static Object valueOf(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException refused) {
      throw new IllegalStateException("a field of ours can't be read: " + field, refused);
    }
  }

  private static int width(Class<?> type) {
    if (!type.isPrimitive()) {
      return REFERENCE;
    }
    return switch (type.getName()) {
      case "long", "double" -> Long.BYTES;
      case "int", "float" -> Integer.BYTES;
      case "short", "char" -> Short.BYTES;
      default -> Byte.BYTES;
    };
  }

  private static long aligned(long bytes) {
    return (bytes + 7) / 8 * 8;
  }
}
