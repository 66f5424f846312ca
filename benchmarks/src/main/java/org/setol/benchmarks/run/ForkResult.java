package org.setol.benchmarks.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one fork of one benchmark gave, read from the file that JMH writes with {@code -rf json}.
 *
 * @param key which benchmark, with which parameters
 * @param unit of the time
 * @param time median of the iterations as a time an operation, whatever the mode
 */
record ForkResult(Key key, String unit, double time) {

    /**
     * What is compared: the same of both sides.
     *
     * @param benchmark {@code KsScanBenchmark.pruned}
     * @param params by name
     */
    record Key(String benchmark, Map<String, String> params) {

        Key {
            params = new TreeMap<>(params);
        }

        /** {@code n=384 shape=PARETO_TAIL}. */
        String words() {
            List<String> words = new ArrayList<>();
            params.forEach((name, value) -> words.add(name + "=" + value));
            return String.join(" ", words);
        }
    }

    /** @throws IOException when it cannot be read or is no such file */
    static List<ForkResult> read(Reader file) throws IOException {
        List<ForkResult> results = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(file)) {
            require(json.nextToken() == JsonToken.START_ARRAY, "no list of results");
            while (json.nextToken() == JsonToken.START_OBJECT) {
                results.add(new Reading(json).result());
            }
        }
        return results;
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException("not a result file of JMH: " + otherwise);
        }
    }

    /** One object, field by field; what is not needed is skipped. */
    private static final class Reading {

        private final JsonParser json;
        private String benchmark = "";
        private String mode = "";
        private String unit = "";
        private final Map<String, String> params = new TreeMap<>();
        private final List<Double> samples = new ArrayList<>();

        Reading(JsonParser json) {
            this.json = json;
        }

        ForkResult result() throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "benchmark" -> benchmark = ResultFile.shortName(json.getText());
                    case "mode" -> mode = json.getText();
                    case "params" -> params();
                    case "primaryMetric" -> metric();
                    default -> json.skipChildren();
                }
            }
            require(!benchmark.isEmpty() && !samples.isEmpty(), "a result without name or data");
            double median = new Timing(samples).median();
            Key key = new Key(benchmark, params);
            return mode.equals("thrpt")
                    ? new ForkResult(key, "1/(" + unit + ")", 1 / median)
                    : new ForkResult(key, unit, median);
        }

        private void params() throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                params.put(name, json.getText());
            }
        }

        private void metric() throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "scoreUnit" -> unit = json.getText();
                    case "rawData" -> rawData();
                    default -> json.skipChildren();
                }
            }
        }

        /** A list of forks, each a list of iterations. */
        private void rawData() throws IOException {
            int depth = 1;
            while (depth > 0) {
                JsonToken token = json.nextToken();
                require(token != null, "it ends early");
                switch (token) {
                    case START_ARRAY -> depth++;
                    case END_ARRAY -> depth--;
                    default -> samples.add(json.getDoubleValue());
                }
            }
        }
    }
}
