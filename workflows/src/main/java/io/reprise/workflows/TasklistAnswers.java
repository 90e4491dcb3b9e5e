package io.reprise.workflows;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Processes whose task a person is completing in Camunda's own Tasklist at this moment. The command that is sent on the way
 * has its event before Camunda has committed; were the process brought to where that event is by somebody else, the
 * person would be told of a conflict with themselves. So it is left alone until then, and looked at afterwards. Likewise one that
 * is about to ask a person: an answer that comes before it waits for one is seen afterwards.
 */
public final class TasklistAnswers {

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Until the transaction of this thread is over.
     *
     * @param businessKey of the process
     * @param afterwards runs on a thread of its own, whether or not it was committed
     */
    void hold(String businessKey, Runnable afterwards) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            underWay.add(businessKey);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    underWay.remove(businessKey);
                    Thread.ofVirtual().name("reconcile-" + businessKey).start(afterwards);
                }
            });
        }
    }

    boolean isUnderWay(String businessKey) {
        return underWay.contains(businessKey);
    }
}
