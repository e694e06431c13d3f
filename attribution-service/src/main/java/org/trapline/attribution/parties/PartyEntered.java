package org.trapline.attribution.parties;

/** Told to the features that build on parties, within the transaction that enters one. */
public record PartyEntered(Party party) {}
