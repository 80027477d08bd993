package dev.sartor.search.sampling;

import java.util.HashSet;
import java.util.Set;

/** Set of the networks that were proposed before, by their keys. */
public interface DuplicateFilter {

    /** Adds a network; returns false if it was contained already. */
    boolean add(String key);

    /** Whether a network is contained. */
    boolean contains(String key);

    /** A filter that stays empty. */
    static DuplicateFilter none() {
        return new DuplicateFilter() {
            @Override
            public boolean add(String key) {
                return true;
            }

            @Override
            public boolean contains(String key) {
                return false;
            }
        };
    }

    /** A filter that contains every network that was added. */
    static DuplicateFilter unbounded() {
        return new DuplicateFilter() {
            private final Set<String> keys = new HashSet<>();

            @Override
            public boolean add(String key) {
                return keys.add(key);
            }

            @Override
            public boolean contains(String key) {
                return keys.contains(key);
            }
        };
    }

    /**
     * A filter of constant size, for millions of networks: a hash table with a fixed number of slots, which contains a
     * network until another network takes its slot.
     */
    static DuplicateFilter bounded(int slots) {
        return new DuplicateFilter() {
            private final String[] keys = new String[slots];

            @Override
            public boolean add(String key) {
                boolean isNew = !contains(key);
                keys[slot(key)] = key;
                return isNew;
            }

            @Override
            public boolean contains(String key) {
                return key.equals(keys[slot(key)]);
            }

            private int slot(String key) {
                return Math.floorMod(key.hashCode(), slots);
            }
        };
    }
}
