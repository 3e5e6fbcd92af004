package tv.sluice.platform.web;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.UnaryOperator;

/** The field {@code nextCursor}, which every page of the contract has, in the class that is generated for a page. */
record PageCursor(MethodHandle getter, MethodHandle setter) {
    private static final ClassValue<PageCursor> ALL = new ClassValue<>() {
        @Override
        protected PageCursor computeValue(Class<?> type) {
            try {
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                return new PageCursor(
                        lookup.findVirtual(type, "getNextCursor", MethodType.methodType(String.class)),
                        lookup.findVirtual(type, "setNextCursor", MethodType.methodType(void.class, String.class)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " is no page", e);
            }
        }
    };

    static PageCursor of(Object page) {
        return ALL.get(page.getClass());
    }

    void replace(Object page, UnaryOperator<String> by) {
        try {
            String next = (String) getter.invoke(page);
            if (next != null) {
                setter.invoke(page, by.apply(next));
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
