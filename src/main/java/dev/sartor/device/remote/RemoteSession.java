package dev.sartor.device.remote;

import dev.sartor.data.Sha256;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.DeviceFailure.Stage;
import dev.sartor.device.Session;
import dev.sartor.device.Turn;
import java.util.List;
import java.util.stream.IntStream;

/** A model that an agent has loaded, and loads again after a dropped connection. */
final class RemoteSession implements Session {
    /** Runs that make a reopened session as warm as the lost one was, at most. */
    private static final int WARM_UP_RUNS = 20;

    private final Link link;
    private final byte[] onnx;
    private final String sha256;
    private final int number;
    /** The connection on which the agent has it open. */
    private Connection openOn;

    private boolean staysWarm;
    private int runs;

    private RemoteSession(Link link, byte[] onnx) {
        this.link = link;
        this.onnx = onnx;
        this.sha256 = Sha256.of(onnx);
        this.number = link.number();
    }

    static RemoteSession open(Link link, byte[] onnx) {
        var session = new RemoteSession(link, onnx);
        session.talk(Stage.LOAD, _ -> session);
        return session;
    }

    /** Its number for requests. */
    int number() {
        return number;
    }

    /** Talks on a connection where this session is open. */
    <T> T talk(Stage stage, Link.Talk<T> talk) {
        return link.talk(stage, connection -> {
            openOn(connection);
            return talk.on(connection);
        });
    }

    /** Several visits in one request. */
    static List<double[]> timesMs(Link link, List<Turn> turns, List<RemoteSession> sessions) {
        List<Request.Times> asked = IntStream.range(0, turns.size())
                .mapToObj(i -> new Request.Times(
                        sessions.get(i).number,
                        turns.get(i).discarded(),
                        turns.get(i).timed()))
                .toList();
        List<double[]> times = link.talk(Stage.RUN, connection -> {
            for (RemoteSession session : sessions) {
                session.openOn(connection);
            }
            return connection
                    .ask(new Request.Together(asked), Reply.AllTimes.class)
                    .ms();
        });
        for (int i = 0; i < turns.size(); i++) {
            sessions.get(i).runs += turns.get(i).discarded() + turns.get(i).timed();
        }
        return times;
    }

    private void openOn(Connection connection) throws Dropped {
        if (openOn == connection) {
            return;
        }
        var open = new Request.Open(number, sha256);
        Reply reply = connection.ask(open);
        if (reply instanceof Reply.Missing) {
            connection.ask(new Request.Model(sha256, onnx), Reply.Done.class);
            reply = connection.ask(open);
        }
        if (!(reply instanceof Reply.Opened opened)) {
            throw new DeviceFailure(Stage.LOAD, "the agent does not keep the model that it was sent", null);
        }
        staysWarm = opened.staysWarm();
        if (runs > 0 && staysWarm) {
            connection.ask(new Request.Times(number, Math.min(runs, WARM_UP_RUNS), 0), Reply.Times.class);
        }
        openOn = connection;
    }

    @Override
    public double[] timesMs(int discarded, int timed) {
        double[] times = talk(
                Stage.RUN,
                c -> c.ask(new Request.Times(number, discarded, timed), Reply.Times.class)
                        .ms());
        runs += discarded + timed;
        return times;
    }

    @Override
    public boolean staysWarm() {
        return staysWarm;
    }

    @Override
    public void close() {
        link.lastWords(openOn, c -> c.ask(new Request.Close(number), Reply.Done.class));
    }
}
