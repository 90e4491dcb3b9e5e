/** Who outside is told what happens here. */
package io.reprise.domain.model.webhook;
