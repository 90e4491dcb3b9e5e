package io.reprise.http.api;

import com.fasterxml.jackson.core.JacksonException;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.judgement.JudgementRefusal;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.privacy.PersonRefusal;
import io.reprise.domain.model.privacy.PrivacyRefusal;
import io.reprise.domain.model.registry.ModelReleaseRefusal;
import io.reprise.domain.model.stock.StockRefusal;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.webhook.WebhookRefusal;
import io.reprise.http.CommandDesk;
import io.reprise.http.WorkQueue;
import io.reprise.http.stream.EventStreams;
import io.reprise.projections.StoreAway;
import io.reprise.projections.feed.FeedRefusal;
import org.axonframework.common.AxonTransientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What went wrong, as {@code application/problem+json}: a code, the field at fault, what to do about it. */
@RestControllerAdvice(basePackageClasses = Problems.class)
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(CommandDesk.Refused e) {
        Refusal reason = e.reason();
        HttpStatus status = status(reason);
        HttpHeaders headers = new HttpHeaders();
        if (status == HttpStatus.TOO_MANY_REQUESTS) {
            headers.set(HttpHeaders.RETRY_AFTER, "60");
        }
        return Problem.answer(status, reason.code(), reason.field(), reason.message(), headers);
    }

    private static HttpStatus status(Refusal reason) {
        return switch (reason) {
            case CampaignRefusal.UnknownCampaign r -> HttpStatus.NOT_FOUND;
            case CampaignRefusal.UnknownDecision r -> HttpStatus.NOT_FOUND;
            case ModelReleaseRefusal.UnknownRelease r -> HttpStatus.NOT_FOUND;
            case FeedRefusal.UnknownProjection r -> HttpStatus.NOT_FOUND;
            case FeedRefusal.UnknownLetter r -> HttpStatus.NOT_FOUND;
            case WorkQueue.UnknownWork r -> HttpStatus.NOT_FOUND;
            case ApiRefusal.UnknownEvent r -> HttpStatus.NOT_FOUND;
            case ApiRefusal.UnknownProcess r -> HttpStatus.NOT_FOUND;
            case ApiRefusal.UnknownImport r -> HttpStatus.NOT_FOUND;
            case ApiRefusal.UnknownCheckpoint r -> HttpStatus.NOT_FOUND;
            case WebhookRefusal.UnknownWebhook r -> HttpStatus.NOT_FOUND;
            case PersonRefusal.NobodyKnown r -> HttpStatus.UNPROCESSABLE_ENTITY;
            case PersonRefusal.OperatorsOnly r -> HttpStatus.FORBIDDEN;
            case WebhookRefusal.OperatorsOnly r -> HttpStatus.FORBIDDEN;
            case CampaignRefusal.RoleMissing r -> HttpStatus.FORBIDDEN;
            case PrivacyRefusal.RoleMissing r -> HttpStatus.FORBIDDEN;
            case JudgementRefusal.RoleMissing r -> HttpStatus.FORBIDDEN;
            case JudgementRefusal.ReasonMissing r -> HttpStatus.BAD_REQUEST;
            case ModelReleaseRefusal.RoleMissing r -> HttpStatus.FORBIDDEN;
            case CampaignRefusal.CommentMissing r -> HttpStatus.BAD_REQUEST;
            case CampaignRefusal.ReasonMissing r -> HttpStatus.BAD_REQUEST;
            case ApiRefusal.ClaimIdTwice r -> HttpStatus.BAD_REQUEST;
            case EventStreams.TooManyStreams r -> HttpStatus.TOO_MANY_REQUESTS;
            case StockRefusal.UnknownSku r -> HttpStatus.UNPROCESSABLE_ENTITY;
            case ApiRefusal.UnknownSku r -> HttpStatus.UNPROCESSABLE_ENTITY;
            case CampaignRefusal.WindowInThePast r -> HttpStatus.UNPROCESSABLE_ENTITY;
            case CampaignRefusal.BeyondGuardrail r -> HttpStatus.UNPROCESSABLE_ENTITY;
            default -> HttpStatus.CONFLICT;
        };
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(FeedRefusal.Refused e) {
        FeedRefusal reason = e.reason();
        return Problem.answer(status(reason), reason.code(), reason.field(), reason.message());
    }

    @ExceptionHandler
    ResponseEntity<Problem> changed(PlanTag.Failed e) {
        Refusal reason = e.reason();
        return Problem.answer(HttpStatus.PRECONDITION_FAILED, reason.code(), HttpHeaders.IF_MATCH, reason.message());
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(InvalidValue e) {
        return Problem.answer(HttpStatus.BAD_REQUEST, "InvalidValue", e.field(), e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Problem> limit(EventLog.LimitExceeded e) {
        return Problem.answer(
                HttpStatus.PAYLOAD_TOO_LARGE, "LimitExceeded", "", e.getMessage() + ". Send it in parts.");
    }

    @ExceptionHandler
    ResponseEntity<Problem> tooLong(BodyLimit.BodyTooLong e) {
        return Problem.answer(HttpStatus.PAYLOAD_TOO_LARGE, "LimitExceeded", "", e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimit.BodyTooLong tooLong) {
                return tooLong(tooLong);
            }
            if (cause instanceof JacksonException json && !(json.getCause() instanceof BodyLimit.BodyTooLong)) {
                JsonFault fault = JsonFault.of(json);
                return Problem.answer(HttpStatus.BAD_REQUEST, fault.code(), fault.field(), fault.sentence());
            }
        }
        return Problem.answer(HttpStatus.BAD_REQUEST, "UnreadableBody", "", "The body is missing: send JSON.");
    }

    /** A name in the path, or a parameter, that can never be one. */
    @ExceptionHandler
    ResponseEntity<Problem> mismatch(MethodArgumentTypeMismatchException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue invalid) {
                return invalid(invalid);
            }
        }
        Class<?> type = e.getParameter().nestedIfOptional().getNestedParameterType();
        return Problem.answer(
                HttpStatus.BAD_REQUEST, "InvalidValue", e.getName(), e.getName() + " " + JsonFault.expected(type));
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingServletRequestParameterException e) {
        String name = e.getParameterName();
        return Problem.answer(HttpStatus.BAD_REQUEST, "MissingField", name, name + " must be given");
    }

    /** Neither the model nor its baseline can answer: there is nothing to ask about yet, or it is being opened. */
    @ExceptionHandler
    ResponseEntity<Problem> unavailable(ModelUnavailable e) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "60");
        return Problem.answer(
                HttpStatus.SERVICE_UNAVAILABLE,
                "ModelUnavailable",
                "",
                "No model can answer: " + e.getMessage() + ". Train one, or ask again later.",
                headers);
    }

    /** Others wrote to the same stream all the while; nothing was recorded. */
    @ExceptionHandler({AxonTransientException.class, EventLog.SequenceConflict.class})
    ResponseEntity<Problem> busy(RuntimeException e) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "1");
        LOG.warn("a call was not carried out: {}", e.getMessage());
        return Problem.answer(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Busy",
                "",
                "Others were faster, again and again. Send it again.",
                headers);
    }

    /** Whoever read a stream has gone: there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        LOG.debug("a stream's reader has gone: {}", e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Problem> unexpected(Exception e) {
        if (e instanceof ErrorResponse known) {
            return Problem.answer(
                    known.getStatusCode(),
                    "NotServed",
                    "",
                    String.valueOf(known.getBody().getDetail()));
        }
        LOG.error("a call failed", e);
        if (StoreAway.isCauseOf(e)) {
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, StoreAway.RETRY_AFTER_SECONDS);
            return Problem.answer(HttpStatus.SERVICE_UNAVAILABLE, "StoreAway", "", StoreAway.DETAIL, headers);
        }
        return Problem.answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Unexpected",
                "",
                "This is our mistake, not yours. The server's log says more; sending it again does no harm.");
    }
}
