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
 * Runs the tasks of networks' passes on worker threads, and holds the kernels (inner loops of layers) that they use. The
 * number of threads has no influence on the division into tasks, so results are bit-identical for any number. Idle threads
 * sleep. Concurrent calls run one after the other.
 */
public final class Executor implements AutoCloseable {
    /** Number of checks for a new job before a worker sleeps: about 50 microseconds, longer than most gaps between jobs. */
    private static final int SPINS_BEFORE_SLEEP = 1000;

    private static final System.Logger LOG = System.getLogger(Executor.class.getName());
    /** Number of training steps in this process after which the JIT compiler has compiled the kernels in use. */
    private static final int WARM_UP_STEPS = 40;

    private static final AtomicInteger TRAINING_STEPS = new AtomicInteger();

    private final Kernels kernels;
    private final List<Worker> workers = new ArrayList<>();
    private final Scratch scratch = new Scratch();
    private final ArrayPool arrayPool = new ArrayPool();
    /** The job that workers take tasks from; initially one without tasks. */
    private volatile Job job = new Job(0, (_, _) -> {});

    private volatile boolean closed;

    /** One task of a job; {@code scratch} belongs to the thread and is empty when the task starts. */
    @FunctionalInterface
    public interface ScratchTask {
        void run(int index, Scratch scratch);
    }

    /** @param threads the number of threads, including the calling one */
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

    public Kernels kernels() {
        return kernels;
    }

    /** Counts a training step; after the first ones, checks once whether the kernels run at the expected speed. */
    public void countTrainingStep() {
        if (TRAINING_STEPS.incrementAndGet() == WARM_UP_STEPS) {
            if (kernels.name().equals(Kernels.scalar().name())) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Java runs without the Vector API, so training is many times slower."
                                + " Start Java with --add-modules jdk.incubator.vector");
            } else {
                warnOfSlowKernels();
            }
        }
    }

    private void warnOfSlowKernels() {
        List<String> slow = new KernelCheck(kernels, System::nanoTime).slowKernels();
        if (!slow.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the JIT compiler produced slow code for these kernels, so training is slow: "
                            + String.join(", ", slow) + ". Restarting usually helps");
        }
    }

    /** Peak bytes of the scratch memory of all threads so far. */
    public long peakScratchBytes() {
        return scratch.peakBytes()
                + workers.stream().mapToLong(w -> w.scratch.peakBytes()).sum();
    }

    /** The pool that plans take their arrays from. */
    public ArrayPool arrayPool() {
        return arrayPool;
    }

    /** Runs {@code task} for 0 to count - 1 in parallel, in any order, and waits for all. Rethrows a failure. */
    public void forEach(int count, IntConsumer task) {
        runTasks(count, (i, _) -> task.accept(i));
    }

    /** Runs tasks 0 to count - 1 in parallel, in any order, and waits for all. Rethrows a failure. */
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

    /** Tasks that are run together. */
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

    /** A thread that runs tasks of each job. */
    private final class Worker extends Thread {
        private final Scratch scratch = new Scratch();
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
                next.work(scratch);
                last = next;
            }
        }

        private Job await(Job last) {
            for (int spins = 0; job == last && !closed; spins++) {
                if (spins < SPINS_BEFORE_SLEEP) {
                    Thread.onSpinWait();
                } else {
                    asleep = true;
                    // checks again after setting the flag, so that a job posted in between is not missed
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
