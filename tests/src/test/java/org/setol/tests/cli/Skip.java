package org.setol.tests.cli;

import org.opentest4j.TestAbortedException;

/** Says aloud that a test cannot be done here: a reason in a report that nobody opens is no reason. */
final class Skip {

    private Skip() {}

    static void when(boolean impossible, String reason) {
        if (impossible) {
            StackWalker.StackFrame test = StackWalker.getInstance()
                    .walk(frames -> frames.skip(1).findFirst())
                    .orElseThrow();
            System.out.println("SKIPPED " + test.getClassName() + "." + test.getMethodName() + ": " + reason);
            throw new TestAbortedException(reason);
        }
    }
}
