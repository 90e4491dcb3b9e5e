/** Which items of a running sale to show a shopper first. Orders what was decided; decides nothing. */
package io.reprise.domain.model.recommendation;
