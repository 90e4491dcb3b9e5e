/**
 * Figures about shoppers that may leave the engine: with noise, and within a budget for each campaign's shoppers.
 * Differential privacy (Dwork, McSherry, Nissim and Smith 2006) for one shopper more or less.
 */
package io.reprise.domain.model.privacy;
