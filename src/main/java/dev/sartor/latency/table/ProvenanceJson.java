package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.TableProvenance;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the JSON text of a {@link TableProvenance}, and reads that of earlier releases. */
final class ProvenanceJson {
    private static final JsonMapper JSON = Json.INDENTED
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    private static final int OLDEST_FORMAT = 1;
    private static final List<String> REQUIRED = List.of(
            "made",
            "device",
            "spaces",
            "seed",
            "discipline",
            "seconds",
            "rounds",
            "control",
            "calibration",
            "tableSha256");
    /** The boards of a table and of a validation; certificates of a single device have none. */
    private static final String BOARDS = "boards";

    /** Lists that certificates of earlier releases lack. */
    private static final List<String> OPTIONAL_LISTS = List.of("validations", "missing", "disturbed", BOARDS);
    /** Objects that certificates of earlier releases lack. */
    private static final List<String> OPTIONAL_OBJECTS = List.of("software", "refused");
    /** Lists that certificates of imported tables may lack. */
    private static final List<String> OPTIONAL_FOREIGN_LISTS = List.of("notes");

    private static final List<String> OPTIONAL_FOREIGN_OBJECTS = List.of("flags", "unmapped");
    private static final Pattern MISSING_FIELD = Pattern.compile("creator property '([^']+)'");
    private static final Pattern PROBLEM = Pattern.compile("problem: (.+)", Pattern.DOTALL);

    private ProvenanceJson() {}

    static String format(TableProvenance provenance) {
        Object json = switch (provenance) {
            case Certificate c -> CertificateJson.of(c);
            case ForeignCertificate c -> c;
        };
        return JSON.writeValueAsString(json) + "\n";
    }

    /**
     * Parses a certificate. Only the certificate of an imported table has the key {@code source}.
     *
     * @param place name of the file, for the {@link UserError}
     */
    static TableProvenance parse(String text, String place) {
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode json)) {
                throw notACertificate("it is not a JSON object", place);
            }
            int format = json.path("format").asInt(0);
            if (format < OLDEST_FORMAT || format > TableProvenance.FORMAT) {
                throw notACertificate(
                        "its format is " + format + ", but this version reads formats " + OLDEST_FORMAT + " to "
                                + TableProvenance.FORMAT,
                        place);
            }
            boolean foreign = json.has("source");
            REQUIRED.stream()
                    .filter(f -> !foreign && isAbsent(json, f))
                    .findFirst()
                    .ifPresent(f -> {
                        throw notACertificate("it has no '" + f + "'", place);
                    });
            addAbsent(
                    json,
                    foreign ? OPTIONAL_FOREIGN_LISTS : OPTIONAL_LISTS,
                    foreign ? OPTIONAL_FOREIGN_OBJECTS : OPTIONAL_OBJECTS);
            for (JsonNode validation : json.path("validations")) {
                if (validation instanceof ObjectNode object) {
                    addAbsent(object, List.of(BOARDS), List.of());
                }
            }
            return foreign
                    ? JSON.treeToValue(json, ForeignCertificate.class)
                    : JSON.treeToValue(json, CertificateJson.class).toCertificate();
        } catch (JacksonException e) {
            throw notACertificate(reason(e), location(e, place));
        }
    }

    private static void addAbsent(ObjectNode json, List<String> lists, List<String> objects) {
        lists.stream().filter(f -> isAbsent(json, f)).forEach(json::putArray);
        objects.stream().filter(f -> isAbsent(json, f)).forEach(json::putObject);
    }

    private static boolean isAbsent(JsonNode json, String field) {
        return json.path(field).isMissingNode() || json.path(field).isNull();
    }

    private static String location(JacksonException e, String place) {
        return e.getLocation() != null && e.getLocation().getLineNr() > 0
                ? place + ":" + e.getLocation().getLineNr()
                : place;
    }

    /** The reason in words that do not mention the classes of the program. */
    private static String reason(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        String field = e.getPath().stream()
                .map(r -> r.getPropertyName() != null ? r.getPropertyName() : Integer.toString(r.getIndex()))
                .collect(Collectors.joining("."));
        Matcher missing = MISSING_FIELD.matcher(message);
        if (missing.find()) {
            int last = field.lastIndexOf('.');
            String parent = last < 0 ? "" : " in '" + field.substring(0, last) + "'";
            return "it has no '" + missing.group(1) + "'" + parent;
        }
        Matcher problem = PROBLEM.matcher(message);
        if (problem.find()) {
            return (field.isEmpty() ? "" : "'" + field + "': ") + problem.group(1);
        }
        if (e instanceof UnrecognizedPropertyException) {
            return "it has an unknown field '" + field + "'";
        }
        return field.isEmpty() ? message : "'" + field + "' has a wrong value";
    }

    private static UserError notACertificate(String why, String where) {
        return new UserError(
                "not a latency certificate: " + why, where, "restore the file, or profile the space again");
    }
}
