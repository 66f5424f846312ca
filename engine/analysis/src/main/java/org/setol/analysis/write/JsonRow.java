package org.setol.analysis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.spectra.metrics.LayerTheory;
import org.setol.spectra.metrics.Randomised;
import org.setol.spectra.metrics.Trap;
import org.setol.spectra.setol.QualitySeries;
import org.setol.spectra.setol.SetolReading;

/** A layer as a JSON object. What is missing, NaN or infinite is null; {@code reason} is there when something is. */
final class JsonRow {

    private JsonRow() {}

    static void fields(JsonGenerator json, List<Column> columns, LayerReport layer) throws IOException {
        for (Column column : columns) {
            field(json, column, layer);
        }
        if (layer.outcome() instanceof Measured measured
                && measured.metrics().find(Randomised.class).isPresent()) {
            traps(json, measured.metrics().find(Randomised.class).get().traps());
        }
        if (layer.outcome() instanceof Measured measured) {
            Optional<SetolReading> reading =
                    measured.metrics().find(LayerTheory.class).flatMap(LayerTheory::reading);
            if (reading.isPresent()) {
                cumulants(json, "free_cumulants", reading.get().standardised());
                cumulants(json, "free_cumulants_raw", reading.get().plain());
            }
        }
        if (layer.outcome() instanceof Measured measured
                && !measured.provenance().notes().isEmpty()) {
            json.writeArrayFieldStart("notes");
            for (String note : measured.provenance().notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
        }
    }

    private static void traps(JsonGenerator json, List<Trap> traps) throws IOException {
        json.writeArrayFieldStart("traps");
        for (Trap trap : traps) {
            json.writeStartObject();
            json.writeNumberField("eigenvalue", trap.eigenvalue());
            json.writeNumberField("edge", trap.edge());
            json.writeNumberField("excess_tw", trap.excess());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void cumulants(JsonGenerator json, String name, Optional<QualitySeries> series) throws IOException {
        if (series.isPresent()) {
            json.writeArrayFieldStart(name);
            for (double kappa : series.get().cumulants()) {
                number(json, kappa);
            }
            json.writeEndArray();
        }
    }

    private static void field(JsonGenerator json, Column column, LayerReport layer) throws IOException {
        if (column.name().equals("reason")) {
            field(json, column.name(), new Cell.Text(NotThere.reasons(layer)));
            return;
        }
        field(json, column.name(), column.cell().apply(layer));
    }

    /** A value by its name; a reason only when there is one. */
    static void field(JsonGenerator json, String name, Cell cell) throws IOException {
        if (name.equals("reason") && cell.equals(new Cell.Text(""))) {
            return;
        }
        json.writeFieldName(name);
        switch (cell) {
            case Cell.Text text -> json.writeString(text.value());
            case Cell.Whole whole -> json.writeNumber(whole.value());
            case Cell.Real real -> number(json, real.value());
            case Cell.Truth truth -> json.writeBoolean(truth.value());
            case Cell.Missing ignored -> json.writeNull();
        }
    }

    static void number(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
