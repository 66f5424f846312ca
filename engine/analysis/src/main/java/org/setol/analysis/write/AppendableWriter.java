package org.setol.analysis.write;

import java.io.IOException;
import java.io.Writer;

/** Lets libraries that want a Writer write to an Appendable; closing it leaves the target open. */
final class AppendableWriter extends Writer {

    private final Appendable out;

    AppendableWriter(Appendable out) {
        this.out = out;
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        out.append(new String(buffer, offset, length));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
