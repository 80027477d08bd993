package dev.sartor.device.remote;

import dev.sartor.base.file.Sha256;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.DeviceFailure.Stage;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import java.util.List;
import java.util.stream.IntStream;

/** A model that an agent has loaded, and loads again after a dropped connection. */
final class RemoteSession implements Session {
    /** Runs that make a reopened session as warm as the lost one was, at most. */
    private static final int WARM_UP_RUNS = 20;

    private final ReconnectingClient link;
    private final byte[] onnx;
    private final String sha256;
    private final int number;
    /** The connection on which the agent has it open. */
    private AgentConnection openOn;

    private boolean staysWarm;
    private int runs;

    private RemoteSession(ReconnectingClient link, byte[] onnx) {
        this.link = link;
        this.onnx = onnx;
        this.sha256 = Sha256.of(onnx);
        this.number = link.number();
    }

    static RemoteSession open(ReconnectingClient link, byte[] onnx) {
        var session = new RemoteSession(link, onnx);
        session.talk(Stage.LOAD, _ -> session);
        return session;
    }

    /** Its number for requests. */
    int number() {
        return number;
    }

    /** Talks on a connection where this session is open. */
    <T> T talk(Stage stage, ReconnectingClient.Talk<T> talk) {
        return link.talk(stage, connection -> {
            openOn(connection);
            return talk.on(connection);
        });
    }

    /** Several visits in one request. */
    static List<double[]> timesMs(ReconnectingClient link, List<TimingRequest> turns, List<RemoteSession> sessions) {
        List<AgentRequest.Times> asked = IntStream.range(0, turns.size())
                .mapToObj(i -> new AgentRequest.Times(
                        sessions.get(i).number,
                        turns.get(i).discarded(),
                        turns.get(i).timed()))
                .toList();
        List<double[]> times = link.talk(Stage.RUN, connection -> {
            for (RemoteSession session : sessions) {
                session.openOn(connection);
            }
            return connection
                    .ask(new AgentRequest.Together(asked), AgentReply.AllTimes.class)
                    .ms();
        });
        for (int i = 0; i < turns.size(); i++) {
            sessions.get(i).runs += turns.get(i).discarded() + turns.get(i).timed();
        }
        return times;
    }

    private void openOn(AgentConnection connection) throws ConnectionLost {
        if (openOn == connection) {
            return;
        }
        var open = new AgentRequest.Open(number, sha256);
        AgentReply reply = connection.ask(open);
        if (reply instanceof AgentReply.Missing) {
            connection.ask(new AgentRequest.Model(sha256, onnx), AgentReply.Done.class);
            reply = connection.ask(open);
        }
        if (!(reply instanceof AgentReply.Opened opened)) {
            throw new DeviceFailure(Stage.LOAD, "the agent does not keep the model that it was sent", null);
        }
        staysWarm = opened.staysWarm();
        if (runs > 0 && staysWarm) {
            connection.ask(new AgentRequest.Times(number, Math.min(runs, WARM_UP_RUNS), 0), AgentReply.Times.class);
        }
        openOn = connection;
    }

    @Override
    public double[] timesMs(int discarded, int timed) {
        double[] times = talk(
                Stage.RUN,
                c -> c.ask(new AgentRequest.Times(number, discarded, timed), AgentReply.Times.class)
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
        link.lastWords(openOn, c -> c.ask(new AgentRequest.Close(number), AgentReply.Done.class));
    }
}
