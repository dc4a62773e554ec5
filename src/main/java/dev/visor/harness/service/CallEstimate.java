package dev.visor.harness.service;

import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RemoteAttack;
import dev.visor.dataset.Protocol;
import dev.visor.harness.TestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.service.Capability;
import dev.visor.service.ServiceCard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The most that a service will be asked, where nothing is known and nothing fails.
 *
 * @param calls of the whole run
 * @param dollars at the card's price
 * @param seconds at the card's rate
 * @param maxCalls of its card; where it is below {@code calls}, the run ends with questions unanswered
 */
public record CallEstimate(
        String service, long calls, double dollars, double seconds, long maxCalls, double maxDollars) {

    /**
     * Estimates the calls of every service of a suite; needs its photos, as it counts who plays which role.
     *
     * @throws dev.visor.core.InputError if the data set is not there
     */
    public static List<CallEstimate> of(ResolvedSuite suite, TestBed testBed) {
        Protocol protocol = suite.roles(testBed.dataSet(suite.dataset()));
        List<CallEstimate> estimates = new ArrayList<>();
        for (ServiceCard card : suite.services().values()) {
            long calls = calls(suite, protocol, card);
            estimates.add(new CallEstimate(
                    card.id(),
                    calls,
                    calls * card.price(),
                    calls / card.limits().rate(),
                    card.limits().maxCalls(),
                    card.limits().maxDollars()));
        }
        return estimates;
    }

    private static long calls(ResolvedSuite suite, Protocol protocol, ServiceCard card) {
        boolean embeds = card.kind().capabilities().contains(Capability.EMBED);
        long people = protocol.impostors().size();
        boolean detects = card.kind().detectsFirst();
        long calls = embeds ? people : people * (people - 1) / 2 + (detects ? people : 0);
        calls += 2L * Canary.PAIRS * (embeds || detects ? 2 : 1);
        Set<Object> photos = new HashSet<>();
        for (Entry<RecognitionAttack> entry : suite.recognitionAttacks(true)) {
            RecognitionAttack attack = entry.plugin();
            if (!ResolvedSuite.canBeAsked(attack, card.kind())) {
                continue;
            }
            boolean first = true;
            for (Protection protection : suite.protections()) {
                Protocol limited = protocol.withProbes(
                        suite.suite().protocol().probesFor(protection.defense().id()));
                if (embeds) {
                    photos.addAll(attack.originals(limited));
                    attack.protectedPhotos(limited).forEach(photo -> photos.add(List.of(protection, photo)));
                } else {
                    calls += remote(attack).calls(limited, card.kind(), first)
                            * suite.suite().seeds().size();
                    first = false;
                }
            }
        }
        return calls + photos.size();
    }

    private static RemoteAttack remote(RecognitionAttack attack) {
        return attack.remote().orElseThrow();
    }
}
