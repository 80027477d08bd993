package dev.sartor.device.remote;

import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An OpenSSH server on a loopback port, with keys and configuration of its own, run by and for the present user. */
public final class SshServer implements AutoCloseable {
    private final Path program;
    private final Path folder;
    private final int port;
    private Process process;

    private SshServer(Path program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    /** Where the server's program is, if it is installed along with a client. */
    public static Optional<Path> program() {
        return Stream.of("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .filter(_ -> Files.isExecutable(Path.of("/usr/bin/ssh")))
                .findFirst();
    }

    public static SshServer start(Path program, Path folder) throws IOException, InterruptedException {
        var server = new SshServer(program, folder, freePort());
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("host").toString());
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("user").toString());
        if (System.getProperty("user.name").equals("root")) {
            // sshd demands it of root, and the package makes it only at boot
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized_keys"));
        Files.write(
                folder.resolve("sshd_config"),
                List.of(
                        "Port " + server.port,
                        "ListenAddress 127.0.0.1",
                        "HostKey " + folder.resolve("host"),
                        "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                        "PidFile none",
                        "StrictModes no",
                        "UsePAM no",
                        "PasswordAuthentication no",
                        "PermitRootLogin yes"));
        server.restart();
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " ended with status " + process.exitValue());
        }
    }

    /** Starts the server again, on the same port. */
    public void restart() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        program.toString(),
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.resolve("sshd.log").toFile()))
                .start();
        awaitStart();
    }

    /** Kills the server with all its connections, as a power cut does, and waits until nobody listens any more. */
    public void kill() throws IOException, InterruptedException {
        Shell.killTree(process);
        process.waitFor();
        awaitEnd();
    }

    private void awaitStart() throws IOException, InterruptedException {
        await(true);
    }

    private void awaitEnd() throws IOException, InterruptedException {
        await(false);
    }

    private void await(boolean listening) throws IOException, InterruptedException {
        for (int i = 0; i < 200; i++) {
            if (listens() == listening) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IOException(
                "sshd does not " + (listening ? "answer: " : "end: ") + Files.readString(folder.resolve("sshd.log")));
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A client's command line that runs a command here. */
    public String ssh(String command) {
        return Stream.of(
                        "ssh",
                        "-F",
                        "none",
                        "-p",
                        Integer.toString(port),
                        "-i",
                        folder.resolve("user").toString(),
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-o",
                        "LogLevel=ERROR",
                        System.getProperty("user.name") + "@127.0.0.1",
                        command)
                .map(Shell::quote)
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }

    @Override
    public void close() {
        Shell.killTree(process);
    }
}
