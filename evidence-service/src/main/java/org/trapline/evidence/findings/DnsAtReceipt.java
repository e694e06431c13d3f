package org.trapline.evidence.findings;

/**
 * What DNS said when a message came in. Later answers prove nothing.
 *
 * @param fromDomainExists whether the From domain had a mail exchanger or an address
 * @param spf result in the words of RFC 7208 section 2.6
 * @param dmarc result in the words of RFC 7489 section 11.2
 */
record DnsAtReceipt(boolean fromDomainExists, String spf, String dmarc) {}
