package io.reprise.workflows;

import io.reprise.domain.model.decision.ModelCall;

/** A model call as one process variable: its fields, one a line. */
final class CallText {

    private CallText() {}

    static String write(ModelCall call) {
        return String.join(
                "\n",
                call.model(),
                call.version(),
                call.artifactSha256(),
                call.schema(),
                call.device(),
                call.engine(),
                call.inputSha256(),
                call.outputSha256(),
                call.fallbackReason().replace('\n', ' '));
    }

    static ModelCall read(String text) {
        String[] lines = text.split("\n", -1);
        return new ModelCall(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5], lines[6], lines[7], lines[8]);
    }
}
