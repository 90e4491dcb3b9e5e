/**
 * The behaviour transformer: an encoder over what a shopper did, trained to say which item comes next, whether the shopper
 * buys, and at which hour.
 */
package io.reprise.ml.sequence;
