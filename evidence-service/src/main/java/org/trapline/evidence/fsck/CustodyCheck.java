package org.trapline.evidence.fsck;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.audit.ChainEntry;
import org.trapline.evidence.audit.CustodyChain;
import org.trapline.evidence.audit.CustodyChains;
import org.trapline.evidence.custody.CustodyEvent;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.custody.ReceivedEvent;
import org.trapline.messaging.StoreFailed;

/** The chains of exhibits, which hold every column of receipts, batches and envelopes. */
final class CustodyCheck {

    private final CustodyChains chains;
    private final Report report;

    CustodyCheck(CustodyChains chains, Report report) {
        this.chains = chains;
        this.report = report;
    }

    void check(List<ExhibitRow> rows) {
        List<UUID> ids = rows.stream().map(ExhibitRow::id).toList();
        List<CustodyChain> read;
        try {
            read = chains.of(ids);
        } catch (StoreFailed e) {
            throw e;
        } catch (RuntimeException e) {
            rows.forEach(this::checkAlone);
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!faults(rows.get(i), read.get(i)).isEmpty()) {
                // An event may have been added between two statements of the first reading.
                checkAlone(rows.get(i));
            }
        }
    }

    private void checkAlone(ExhibitRow row) {
        try {
            faults(row, chains.of(row.id())).forEach(report::add);
        } catch (StoreFailed e) {
            throw e;
        } catch (RuntimeException e) {
            report.add(Discrepancy.row(
                    "custody_event or receipt(exhibit=" + row.id() + ")",
                    row.id(),
                    "it cannot be read: " + e.getMessage()));
        }
    }

    private static List<Discrepancy> faults(ExhibitRow row, CustodyChain chain) {
        List<Discrepancy> faults = new ArrayList<>();
        for (CustodyChain.Fault fault : chain.faults()) {
            ChainEntry entry = fault.entry();
            faults.add(
                    entry == null
                            ? fault(row, "chain event " + fault.seq(), "it is missing")
                            : fault(row, name(entry), "it, or the event before it, is not what was written"));
        }
        if (chain.entries().isEmpty() && row.firstBatch() == null) {
            faults.add(fault(row, "receipt(exhibit=" + row.id() + ")", "the exhibit has no receipt"));
        }
        boolean anomaly =
                row.blockedAt() == null || chain.entries().stream().anyMatch(entry -> tellsOfAnomaly(row, entry));
        if (!anomaly) {
            faults.add(fault(
                    row,
                    "exhibit(id=" + row.id() + ").blocked_at,anomaly",
                    "no event of the chain tells of this anomaly"));
        }
        if (row.disposed()
                && !row.disposalUnderWay()
                && chain.entries().stream().noneMatch(CustodyCheck::tellsOfDisposal)) {
            faults.add(fault(
                    row,
                    "vault_tombstone(exhibit=" + row.id() + ")",
                    "no event of the chain tells of this disposal: the exhibit was destroyed, or only seems to be"));
        }
        return faults;
    }

    private static boolean tellsOfDisposal(ChainEntry entry) {
        return entry.event() instanceof CustodyEvent event && event.type() == CustodyType.DISPOSED;
    }

    private static boolean tellsOfAnomaly(ExhibitRow row, ChainEntry entry) {
        return entry.event() instanceof CustodyEvent event
                && event.type() == CustodyType.ANOMALY
                && event.at().equals(row.blockedAt())
                && Objects.equals(event.change(), row.anomaly());
    }

    private static String name(ChainEntry entry) {
        return entry.event() instanceof ReceivedEvent received
                ? "receipt(seq=" + received.receipt() + "), batch(id="
                        + received.batch().id() + ") or envelope(receipt=" + received.receipt() + ")"
                : "custody_event(exhibit=" + entry.exhibit() + ",seq="
                        + entry.link().seq() + ")";
    }

    private static Discrepancy fault(ExhibitRow row, @Nullable String place, String what) {
        return Discrepancy.row(String.valueOf(place), row.id(), what);
    }
}
