package io.reprise.http.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.http.WorkQueue;
import io.reprise.http.security.StartingFilter;
import io.reprise.http.stream.EventStreams;
import java.util.List;
import java.util.stream.Stream;

/** What the API's document has to know of how it reads and refuses. */
public final class ApiDocument {

    private ApiDocument() {}

    /** A mapper that reads bodies as the API does. */
    public static ObjectMapper strict(ObjectMapper json) {
        return StrictJson.reading(json);
    }

    /** Codes of problems that the API itself finds. */
    public static List<String> codes() {
        Stream<String> plain = Stream.of(
                "Busy",
                "InvalidValue",
                WorkQueue.WorkWaiting.class.getSimpleName(),
                WorkQueue.UnknownWork.class.getSimpleName(),
                "LimitExceeded",
                "MissingField",
                "ModelUnavailable",
                "NotLoggedIn",
                "RoleMissing",
                StartingFilter.CODE,
                "TokenNotAccepted",
                "TooManyAttempts",
                "TooBusy",
                "TooManyCalls",
                "NotServed",
                EventStreams.TooManyStreams.class.getSimpleName(),
                "Unexpected",
                "UnknownField",
                "UnreadableBody");
        Stream<String> refusals =
                Stream.of(ApiRefusal.class.getPermittedSubclasses()).map(Class::getSimpleName);
        return Stream.concat(plain, refusals).toList();
    }
}
