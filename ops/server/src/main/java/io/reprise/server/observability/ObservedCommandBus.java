package io.reprise.server.observability;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.privacy.PrivacyCommand;
import io.reprise.domain.model.vocabulary.Refusal;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.MDC;

/**
 * Every command as one observation: a timer by name and outcome, a span where traces are collected, and, in every line that
 * is logged meanwhile, which campaign and which decision it was for. It ends when the command's events are durable in the log:
 * an interceptor would be left before they are appended, and would call accepted what the log refused.
 */
public final class ObservedCommandBus extends SimpleCommandBus {

    static final String COMMAND = "reprise.command";

    private final ObservationRegistry observations;

    public ObservedCommandBus(Builder builder, ObservationRegistry observations) {
        super(builder);
        this.observations = observations;
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> message,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        Object command = message.getPayload();
        Map<String, String> subject = subject(command);
        Observation observation = Observation.createNotStarted(COMMAND, observations)
                .contextualName(command.getClass().getSimpleName())
                .lowCardinalityKeyValue("command", command.getClass().getSimpleName());
        subject.forEach(observation::highCardinalityKeyValue);
        subject.forEach(MDC::put);
        Answered<C, R> answered = new Answered<>();
        try {
            observation.observe(() -> {
                super.<C, R>handle(message, handler, answered);
                String outcome = outcome(answered.result);
                observation.lowCardinalityKeyValue("outcome", outcome);
                if (answered.result.isExceptional()) {
                    observation.error(answered.result.exceptionResult());
                }
            });
        } finally {
            subject.keySet().forEach(MDC::remove);
        }
        callback.onResult(message, answered.result);
    }

    /** The bus answers on the thread that asks, before it returns; what the caller does with it is no part of the command. */
    private static final class Answered<C, R> implements CommandCallback<C, R> {

        private CommandResultMessage<? extends R> result;

        @Override
        public void onResult(CommandMessage<? extends C> command, CommandResultMessage<? extends R> given) {
            result = given;
        }
    }

    private static String outcome(CommandResultMessage<?> result) {
        if (!result.isExceptional()) {
            return "accepted";
        }
        return switch (result.exceptionResult()) {
            case CommandExecutionException e
            when e.getDetails().orElse(null) instanceof Refusal refusal -> refusal.code();
            // Somebody else's event came first; the command is decided again.
            case ConcurrencyException e -> "overtaken";
            default -> "failed";
        };
    }

    private static Map<String, String> subject(Object command) {
        Map<String, String> subject = new TreeMap<>();
        switch (command) {
            case CampaignCommand about ->
                subject.put("campaign", about.campaignId().value());
            case PrivacyCommand about ->
                subject.put("campaign", about.campaign().value());
            default -> {}
        }
        if (command instanceof TakeDecision take) {
            subject.put("decision", take.decisionId().value());
        }
        return subject;
    }
}
