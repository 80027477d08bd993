package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search on a real Slurm with two nodes on this machine, one of whose jobs is killed. */
class SlurmRunTest {
    private static final String DATA = "shapes:train=120,validation=60,test=60,size=12";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<Process> daemons = new ArrayList<>();

    @Test
    void aSearchOnSlurmWithAKilledJobWritesTheSameTrials() throws IOException, InterruptedException {
        assumeTrue(isInstalled("slurmctld") && isInstalled("slurmd"), "Slurm is not installed (Debian: slurm-wlm)");
        TinySpace.write(folder);
        startSlurm();
        search("here");
        search(
                "there",
                "--workers",
                "command:workers=2,retries=3,SLURM_CONF=" + quote(configuration()) + " srun -n1 sh " + quote(worker()));
        assertTrue(Files.exists(folder.resolve("killed")), "no job was killed");
        assertEquals(trials("here"), trials("there"));
    }

    private static boolean isInstalled(String daemon) {
        return Files.isExecutable(Path.of("/usr/sbin", daemon));
    }

    private static String quote(Path path) {
        return Shell.quote(path.toString());
    }

    private Path configuration() {
        return folder.resolve("slurm.conf");
    }

    private void search(String run, String... options) {
        List<String> command = List.of(
                "search",
                "--space",
                folder.resolve("tiny.yaml").toString(),
                "--data",
                DATA,
                "--accuracy",
                "training:epochs=1,images=64,batch=32,folds=1",
                "--trials",
                "4",
                "--population",
                "2",
                "--out",
                folder.resolve(run).toString());
        CommandRun.ok(Stream.concat(command.stream(), Stream.of(options)).toArray(String[]::new));
    }

    private String trials(String run) throws IOException {
        return Files.readString(folder.resolve(run).resolve("trials.jsonl"));
    }

    /** The program of a job. The first job kills itself as the kernel kills one that has no memory left. */
    private Path worker() throws IOException {
        return Files.writeString(folder.resolve("worker.sh"), """
            if mkdir %s 2>/dev/null; then kill -9 $$; fi
            exec %s --add-modules jdk.incubator.vector -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp %s dev.sartor.cli.Sartor \
                evaluate -q --data %s
            """.formatted(
                        quote(folder.resolve("killed")),
                        quote(Path.of(System.getProperty("java.home"), "bin", "java")),
                        Shell.quote(System.getProperty("java.class.path")),
                        DATA));
    }

    private void startSlurm() throws IOException, InterruptedException {
        Files.writeString(configuration(), slurmConfiguration());
        Files.createDirectory(folder.resolve("state"));
        start("slurmctld", "-D");
        start("slurmd", "-D", "-N", "n1");
        start("slurmd", "-D", "-N", "n2");
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!states().equals(List.of("idle", "idle"))) {
            assertTrue(System.nanoTime() < end, () -> "Slurm did not start:\n" + log());
            Thread.sleep(200);
        }
    }

    private String slurmConfiguration() throws IOException {
        String host = InetAddress.getLocalHost().getHostName().split("\\.")[0];
        String user = System.getProperty("user.name");
        return """
            ClusterName=test
            SlurmctldHost=%1$s(127.0.0.1)
            SlurmctldPort=%2$d
            AuthType=auth/none
            CredType=cred/none
            SlurmUser=%3$s
            SlurmdUser=%3$s
            StateSaveLocation=%4$s/state
            SlurmdSpoolDir=%4$s/spool-%%n
            SlurmctldPidFile=%4$s/controller.pid
            SlurmdPidFile=%4$s/%%n.pid
            ProctrackType=proctrack/pgid
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            MpiDefault=none
            NodeName=n1 NodeHostname=%1$s NodeAddr=127.0.0.1 Port=%5$d CPUs=1
            NodeName=n2 NodeHostname=%1$s NodeAddr=127.0.0.1 Port=%6$d CPUs=1
            PartitionName=all Nodes=n1,n2 Default=YES State=UP
            """.formatted(host, freePort(), user, folder, freePort(), freePort());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void start(String daemon, String... options) throws IOException {
        List<String> command = Stream.concat(Stream.of("/usr/sbin/" + daemon), Stream.of(options))
                .toList();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("daemons.log").toFile()));
        builder.environment().put("SLURM_CONF", configuration().toString());
        daemons.add(builder.start());
    }

    /** The states of the nodes, such as idle. */
    private List<String> states() throws IOException, InterruptedException {
        var builder = new ProcessBuilder("sinfo", "-h", "-N", "-o", "%t");
        builder.environment().put("SLURM_CONF", configuration().toString());
        Process sinfo = builder.start();
        String out = new String(sinfo.getInputStream().readAllBytes());
        sinfo.waitFor();
        return out.lines().map(String::strip).toList();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("daemons.log"));
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    @AfterEach
    void stopSlurm() throws InterruptedException {
        for (Process daemon : daemons.reversed()) {
            daemon.destroy();
            if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
                daemon.destroyForcibly().waitFor();
            }
        }
    }
}
