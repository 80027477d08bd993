package dev.sartor.device.remote;

import dev.sartor.base.file.Sha256;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.DeviceFailure.Stage;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import java.util.List;
import java.util.stream.IntStream;

/** Session of a model that an agent has loaded. After a lost connection the agent loads it again. */
final class RemoteSession implements Session {
    /** Maximum number of warm-up runs of a session that was opened again. */
    private static final int WARM_UP_RUNS = 20;

    private final ReconnectingClient client;
    private final byte[] model;
    private final String sha256;
    private final int number;
    /** The connection on which the agent has the session open. */
    private AgentConnection openConnection;

    private boolean staysWarm;
    private int runs;

    private RemoteSession(ReconnectingClient client, byte[] model) {
        this.client = client;
        this.model = model;
        this.sha256 = Sha256.of(model);
        this.number = client.nextSessionNumber();
    }

    static RemoteSession open(ReconnectingClient client, byte[] model) {
        var session = new RemoteSession(client, model);
        session.exchange(Stage.LOAD, _ -> session);
        return session;
    }

    /** The number of this session in requests. */
    int number() {
        return number;
    }

    /** Sends requests on a connection on which this session is open. */
    <T> T exchange(Stage stage, ReconnectingClient.Exchange<T> exchange) {
        return client.exchange(stage, connection -> {
            ensureOpenOn(connection);
            return exchange.send(connection);
        });
    }

    /** Visits several sessions in one request. */
    static List<double[]> timesMs(
            ReconnectingClient client, List<TimingRequest> requests, List<RemoteSession> sessions) {
        List<AgentRequest.Times> times = IntStream.range(0, requests.size())
                .mapToObj(i -> new AgentRequest.Times(
                        sessions.get(i).number,
                        requests.get(i).discarded(),
                        requests.get(i).timed()))
                .toList();
        List<double[]> ms = client.exchange(Stage.RUN, connection -> {
            for (RemoteSession session : sessions) {
                session.ensureOpenOn(connection);
            }
            List<double[]> reply = connection
                    .request(new AgentRequest.TimesTogether(times), AgentReply.AllTimes.class)
                    .ms();
            if (reply.size() != times.size()) {
                throw new InvalidReply("it sent the times of " + reply.size() + " visits, not " + times.size());
            }
            for (int i = 0; i < times.size(); i++) {
                requireTimes(reply.get(i), times.get(i).timed());
            }
            return reply;
        });
        for (int i = 0; i < requests.size(); i++) {
            sessions.get(i).runs +=
                    requests.get(i).discarded() + requests.get(i).timed();
        }
        return ms;
    }

    /** The times of a visit: one for each run, or fewer if the device reports means of several runs. */
    private static double[] requireTimes(double[] ms, int timed) throws InvalidReply {
        if (ms.length > timed || (timed > 0 && ms.length == 0)) {
            throw new InvalidReply("it sent " + ms.length + " times of " + timed + " runs");
        }
        return ms;
    }

    private void ensureOpenOn(AgentConnection connection) throws ConnectionLost {
        if (openConnection == connection) {
            return;
        }
        if (model.length > ProtocolLimits.MAX_MODEL_BYTES) {
            throw new DeviceFailure(
                    Stage.LOAD,
                    "the model has " + model.length + " bytes, and at most " + ProtocolLimits.MAX_MODEL_BYTES
                            + " can be sent to an agent");
        }
        var open = new AgentRequest.Open(number, sha256);
        AgentReply reply = connection.request(open);
        if (reply instanceof AgentReply.Missing) {
            connection.request(new AgentRequest.Model(sha256, model), AgentReply.Done.class);
            reply = connection.request(open);
        }
        if (!(reply instanceof AgentReply.Opened opened)) {
            throw new InvalidReply("it does not open the model that was sent to it");
        }
        staysWarm = opened.staysWarm();
        if (runs > 0 && staysWarm) {
            connection.request(new AgentRequest.Times(number, Math.min(runs, WARM_UP_RUNS), 0), AgentReply.Times.class);
        }
        openConnection = connection;
    }

    @Override
    public double[] timesMs(int discarded, int timed) {
        double[] times = exchange(
                Stage.RUN,
                c -> requireTimes(
                        c.request(new AgentRequest.Times(number, discarded, timed), AgentReply.Times.class)
                                .ms(),
                        timed));
        runs += discarded + timed;
        return times;
    }

    @Override
    public boolean staysWarm() {
        return staysWarm;
    }

    @Override
    public void close() {
        client.sendIfConnected(openConnection, c -> c.request(new AgentRequest.Close(number), AgentReply.Done.class));
    }
}
