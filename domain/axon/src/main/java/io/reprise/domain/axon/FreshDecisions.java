package io.reprise.domain.axon;

import io.reprise.domain.model.port.EventLog;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Where several servers share a log, an aggregate that one of them keeps may be behind. What it appends shows that, as the
 * log refuses a sequence number that is taken; a refusal, or that nothing is left to do, shows nothing. So an answer without
 * events is believed only if it was decided on the last event of the stream; otherwise the aggregate is loaded and the command
 * decided again, as after a lost race.
 */
public final class FreshDecisions implements MessageHandlerInterceptor<CommandMessage<?>> {

    private static final String LAST = FreshDecisions.class.getName();

    private final EventLog log;

    public FreshDecisions(EventLog log) {
        this.log = log;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        String stream = Streams.target(unitOfWork.getMessage()).getIdentifier();
        Supplier<OptionalLong> last = () -> log.lastSequence(stream);
        unitOfWork.resources().put(LAST, last);
        return chain.proceed();
    }

    /**
     * Called by an aggregate that is about to answer without an event.
     *
     * @throws ConcurrencyException if it is not what the log has
     */
    static void require() {
        if (!CurrentUnitOfWork.isStarted()) {
            return;
        }
        Supplier<OptionalLong> asked = CurrentUnitOfWork.get().getResource(LAST);
        if (asked == null) {
            return; // The only server: whatever is kept is what the log has.
        }
        Long version = AggregateLifecycle.getVersion();
        long decidedOn = version == null ? -1 : version;
        long last = asked.get().orElse(-1);
        if (decidedOn != last) {
            throw new ConcurrencyException("decided on event " + decidedOn + ", but the stream has " + last
                    + ": load it again and decide again");
        }
    }
}
