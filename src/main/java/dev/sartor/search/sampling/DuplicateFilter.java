package dev.sartor.search.sampling;

import java.util.HashSet;
import java.util.Set;

/** Which networks were proposed before, by their keys. */
public interface DuplicateFilter {

    /** Marks a network as proposed; false if it was before. */
    boolean claim(String key);

    /** Whether it was proposed before. */
    boolean known(String key);

    /** Remembers no network: all are new. */
    static DuplicateFilter none() {
        return new DuplicateFilter() {
            @Override
            public boolean claim(String key) {
                return true;
            }

            @Override
            public boolean known(String key) {
                return false;
            }
        };
    }

    /** Remembers every network. */
    static DuplicateFilter exact() {
        return new DuplicateFilter() {
            private final Set<String> keys = new HashSet<>();

            @Override
            public boolean claim(String key) {
                return keys.add(key);
            }

            @Override
            public boolean known(String key) {
                return keys.contains(key);
            }
        };
    }

    /**
     * Remembers the latest networks in a table of that many places, each of them until another takes its place: for
     * explorations of millions, whose memory must not grow.
     */
    static DuplicateFilter recent(int places) {
        return new DuplicateFilter() {
            private final String[] keys = new String[places];

            @Override
            public boolean claim(String key) {
                boolean fresh = !known(key);
                keys[place(key)] = key;
                return fresh;
            }

            @Override
            public boolean known(String key) {
                return key.equals(keys[place(key)]);
            }

            private int place(String key) {
                return Math.floorMod(key.hashCode(), places);
            }
        };
    }
}
