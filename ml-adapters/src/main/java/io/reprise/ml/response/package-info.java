/** What a price or a campaign changes: how sales answer to an item's price, and who buys because they were written to. */
package io.reprise.ml.response;
