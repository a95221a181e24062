package dev.viduroutes.queue;

/**
 * The name of a component's header in the version of Camel that is there. Some names differ between versions, and javac copies
 * a constant of the version that it compiles with.
 */
public final class HeaderName {

    private HeaderName() {}

    /**
     * @param constants the component's class of constants
     * @param field name of the constant
     * @return its value
     */
    public static String of(Class<?> constants, String field) {
        try {
            return (String) constants.getField(field).get(null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(
                    constants.getName() + " has no constant " + field + "; this version of Camel is not known here",
                    missing);
        }
    }
}
