package io.reprise.server.observability;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.privacy.PrivacyCommand;
import io.reprise.domain.model.vocabulary.Refusal;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.MDC;

/**
 * Every command as one observation: a timer by name and outcome, a span where traces are collected, and, in every line that
 * is logged meanwhile, which campaign and which decision it was for.
 */
public final class ObservedCommands implements MessageHandlerInterceptor<CommandMessage<?>> {

    static final String COMMAND = "reprise.command";

    private final ObservationRegistry observations;

    public ObservedCommands(ObservationRegistry observations) {
        this.observations = observations;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        Object command = work.getMessage().getPayload();
        Map<String, String> subject = subject(command);
        Observation observation = Observation.createNotStarted(COMMAND, observations)
                .contextualName(command.getClass().getSimpleName())
                .lowCardinalityKeyValue("command", command.getClass().getSimpleName());
        subject.forEach(observation::highCardinalityKeyValue);
        subject.forEach(MDC::put);
        try {
            return observation.observeChecked(() -> proceed(chain, observation));
        } finally {
            subject.keySet().forEach(MDC::remove);
        }
    }

    private static Object proceed(InterceptorChain chain, Observation observation) throws Exception {
        String outcome = "failed";
        try {
            Object answer = chain.proceed();
            outcome = "accepted";
            return answer;
        } catch (CommandExecutionException e) {
            outcome = e.getDetails().orElse(null) instanceof Refusal refusal ? refusal.code() : outcome;
            throw e;
        } finally {
            observation.lowCardinalityKeyValue("outcome", outcome);
        }
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
