package io.reprise.http.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.registry.ModelReleaseRefusal;
import io.reprise.domain.model.stock.StockRefusal;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.http.CommandDesk;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What went wrong, as {@code application/problem+json} (RFC 9457): a code, the field at fault, what to do about it. */
@RestControllerAdvice(basePackageClasses = Problems.class)
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** Nothing of that name. */
    static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotFound(String what) {
            super(what);
        }
    }

    @ExceptionHandler
    ProblemDetail refused(CommandDesk.Refused e) {
        Refusal reason = e.reason();
        HttpStatus status =
                switch (reason) {
                    case CampaignRefusal.UnknownCampaign r -> HttpStatus.NOT_FOUND;
                    case StockRefusal.UnknownSku r -> HttpStatus.UNPROCESSABLE_ENTITY;
                    case ModelReleaseRefusal.UnknownRelease r -> HttpStatus.NOT_FOUND;
                    case CampaignRefusal.RoleMissing r -> HttpStatus.FORBIDDEN;
                    case ModelReleaseRefusal.RoleMissing r -> HttpStatus.FORBIDDEN;
                    case CampaignRefusal.WindowInThePast r -> HttpStatus.UNPROCESSABLE_ENTITY;
                    case CampaignRefusal.BeyondGuardrail r -> HttpStatus.UNPROCESSABLE_ENTITY;
                    default -> HttpStatus.CONFLICT;
                };
        return problem(status, reason.code(), reason.field(), reason.message());
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidValue e) {
        return problem(HttpStatus.BAD_REQUEST, "InvalidValue", e.field(), e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail limit(EventLog.LimitExceeded e) {
        return problem(HttpStatus.PAYLOAD_TOO_LARGE, "LimitExceeded", "", e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail notFound(NotFound e) {
        return problem(HttpStatus.NOT_FOUND, "NotFound", "", e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException e) {
        Throwable cause = e;
        while (cause != null) {
            if (cause instanceof InvalidValue invalid) {
                return invalid(invalid);
            }
            if (cause instanceof JsonMappingException mapping && mapping.getCause() instanceof InvalidValue invalid) {
                return invalid(invalid);
            }
            if (cause instanceof JacksonException json) {
                String field = json instanceof JsonMappingException mapping
                        ? mapping.getPath().stream()
                                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                                .collect(Collectors.joining("."))
                        : "";
                var at = json.getLocation();
                String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
                return problem(HttpStatus.BAD_REQUEST, "UnreadableBody", field, json.getOriginalMessage() + where);
            }
            cause = cause.getCause();
        }
        return problem(HttpStatus.BAD_REQUEST, "UnreadableBody", "", "The body is missing or is not JSON.");
    }

    @ExceptionHandler
    ProblemDetail state(IllegalStateException e) {
        LOG.warn("a call failed", e);
        return problem(HttpStatus.CONFLICT, "NotPossibleNow", "", e.getMessage());
    }

    private static ProblemDetail problem(HttpStatus status, String code, String field, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        if (!field.isEmpty()) {
            problem.setProperty("field", field);
        }
        return problem;
    }
}
