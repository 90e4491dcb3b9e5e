/**
 * What past behaviour tells a planner: when shoppers are active and buy, what they are interested in, how they answer to
 * prices, how sales grow and repeat, how long stock lasts, and who the shoppers are.
 */
package io.reprise.ml.behaviour;
