/** Whether a visit to the shop ends in a purchase, told from what the visitor did in it. */
package io.reprise.ml.purchase;
