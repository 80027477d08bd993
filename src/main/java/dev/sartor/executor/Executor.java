package dev.sartor.executor;

import dev.sartor.executor.kernel.KernelCheck;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.vector.KernelChoice;
import dev.sartor.executor.memory.ArrayPool;
import dev.sartor.executor.memory.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * The threads that compute, and the kernels they use. Work is cut into tasks by the sizes of tensors alone, never by
 * the number of threads, so that any number computes the same bits. Idle threads sleep. Calls from several threads
 * take turns.
 */
public final class Executor implements AutoCloseable {
    /** Looks at the next job this often before sleeping: some 50 microseconds, longer than most gaps between jobs. */
    private static final int SPINS_BEFORE_SLEEP = 1000;

    private static final System.Logger LOG = System.getLogger(Executor.class.getName());
    /** By then what a training uses is compiled. */
    private static final int WARM_STEPS = 40;

    private static final AtomicInteger STEPS = new AtomicInteger();

    private final Kernels kernels;
    private final List<Worker> workers = new ArrayList<>();
    private final Scratch scratch = new Scratch();
    private final ArrayPool arrayPool = new ArrayPool();
    private volatile Job job = new Job(0, (_, _) -> {});
    private volatile boolean closed;

    /** One task of a job; {@code scratch} is the thread's own and holds nothing worth keeping. */
    @FunctionalInterface
    public interface ScratchTask {
        void run(int index, Scratch scratch);
    }

    /** An executor of so many threads, the caller's included. */
    public Executor(int threads) {
        this(threads, KernelChoice.best());
    }

    public Executor(int threads, Kernels kernels) {
        if (threads < 1) {
            throw new IllegalArgumentException("An executor needs at least 1 thread, not " + threads);
        }
        this.kernels = kernels;
        for (int i = 1; i < threads; i++) {
            var worker = new Worker(i);
            workers.add(worker);
            worker.start();
        }
    }

    public int threads() {
        return workers.size() + 1;
    }

    /** Which kernels it runs: {@code vector-512}, {@code scalar}. */
    public String kernelName() {
        return kernels.name();
    }

    public Kernels kernels() {
        return kernels;
    }

    /** Counts a training step; when the first are over, looks once whether the kernels run as fast as they should. */
    public void countTrainingStep() {
        if (STEPS.incrementAndGet() == WARM_STEPS) {
            if (kernels.name().equals(Kernels.scalar().name())) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Java runs without vectors, training is many times as slow as it could be."
                                + " Start it with --add-modules jdk.incubator.vector");
            } else {
                warnOfSlowKernels();
            }
        }
    }

    private void warnOfSlowKernels() {
        List<String> slow = new KernelCheck(kernels, System::nanoTime).slow();
        if (!slow.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Java did not compile these kernels well, training is slow: " + String.join(", ", slow)
                            + ". Starting again usually helps");
        }
    }

    /** Bytes of the working memory that tasks needed so far at most, all threads together. */
    public long workingBytes() {
        return scratch.peakBytes()
                + workers.stream().mapToLong(w -> w.own.peakBytes()).sum();
    }

    /** Where plans take their arrays from. */
    public ArrayPool arrayPool() {
        return arrayPool;
    }

    /** Does {@code task} for 0 to count - 1, in any order and at once, and waits for all. The first failure is thrown on. */
    public void forEach(int count, IntConsumer task) {
        runTasks(count, (i, _) -> task.accept(i));
    }

    /** Runs tasks 0 to count - 1, in any order and at once, and waits for all. The first failure is thrown on. */
    public synchronized void runTasks(int count, ScratchTask task) {
        if (closed) {
            throw new IllegalStateException("The executor is closed");
        }
        var next = new Job(count, task);
        if (count > 1 && !workers.isEmpty()) {
            job = next;
            workers.forEach(Worker::wake);
        }
        next.work(scratch);
        for (int spins = 0; next.done.get() < count; spins++) {
            if (spins < SPINS_BEFORE_SLEEP) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        next.rethrow();
    }

    @Override
    public void close() {
        closed = true;
        workers.forEach(LockSupport::unpark);
    }

    /** Tasks to do together. */
    private static final class Job {
        private final int count;
        private final ScratchTask task;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private volatile Throwable failure;

        Job(int count, ScratchTask task) {
            this.count = count;
            this.task = task;
        }

        void work(Scratch scratch) {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    scratch.clear();
                    task.run(i, scratch);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    done.incrementAndGet();
                }
            }
        }

        void rethrow() {
            switch (failure) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
    }

    /** A thread that does its share of each job. */
    private final class Worker extends Thread {
        private final Scratch own = new Scratch();
        private volatile boolean asleep;

        Worker(int index) {
            super("executor-" + index);
            setDaemon(true);
        }

        void wake() {
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            Job last = job;
            while (!closed) {
                Job next = await(last);
                next.work(own);
                last = next;
            }
        }

        private Job await(Job last) {
            for (int spins = 0; job == last && !closed; spins++) {
                if (spins < SPINS_BEFORE_SLEEP) {
                    Thread.onSpinWait();
                } else {
                    asleep = true;
                    // looks again after saying so, or a job posted in between would be slept through
                    if (job == last && !closed) {
                        LockSupport.park(Executor.this);
                    }
                    asleep = false;
                }
            }
            return job;
        }
    }
}
