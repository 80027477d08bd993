package dev.sartor.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Indices of an array, grouped by equal values. */
final class EqualKeys {
    private EqualKeys() {}

    /** The indices of each key, by ascending keys; the indices of a group ascend. Sorted arrays are faster than a map of boxed keys. */
    static List<int[]> groups(long[] keys) {
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        int[] indices = new int[keys.length];
        int[] sizes = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int first = first(sorted, keys[i]);
            indices[first + sizes[first]++] = i;
        }
        List<int[]> groups = new ArrayList<>();
        for (int from = 0; from < keys.length; from += sizes[from]) {
            groups.add(Arrays.copyOfRange(indices, from, from + sizes[from]));
        }
        return groups;
    }

    /** The first position of a key that is in a sorted array. */
    private static int first(long[] sorted, long key) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (sorted[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
