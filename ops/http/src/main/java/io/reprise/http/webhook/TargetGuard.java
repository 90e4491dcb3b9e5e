package io.reprise.http.webhook;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Whoever may name an address must not reach what only this machine can: its own services, its network, the cloud's
 * metadata. Asked when somebody subscribes and again at each connection, which goes to exactly the addresses that were looked at
 * (OWASP, Server-Side Request Forgery Prevention; a name may have other addresses the next time it is looked up).
 */
@Component
final class TargetGuard implements DnsResolver {

    private static final String REMEDY =
            "leads into a private network, where webhooks do not go unless reprise.webhooks-to-private-networks says so";

    private final boolean toPrivateNetworks;
    private final DnsResolver names;

    @org.springframework.beans.factory.annotation.Autowired
    TargetGuard(@Value("${reprise.webhooks-to-private-networks:false}") boolean toPrivateNetworks) {
        this(toPrivateNetworks, SystemDefaultDnsResolver.INSTANCE);
    }

    TargetGuard(boolean toPrivateNetworks, DnsResolver names) {
        this.toPrivateNetworks = toPrivateNetworks;
        this.names = names;
    }

    /** The name leads where webhooks do not go. */
    static final class Forbidden extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        private Forbidden(String host) {
            super(host + " " + REMEDY);
        }
    }

    /** @throws InvalidValue naming {@code url}, if it may not be told anything */
    void require(String url) {
        URI uri = URI.create(url);
        InvalidValue.unless(
                toPrivateNetworks || "https".equals(uri.getScheme()),
                "url",
                "must be https, so that nobody reads along");
        try {
            resolve(uri.getHost());
        } catch (Forbidden e) {
            throw new InvalidValue("url", REMEDY);
        } catch (UnknownHostException e) {
            throw new InvalidValue("url", "names a host that cannot be found");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host.replaceAll("^\\[|]$", ""));
        for (InetAddress address : addresses) {
            // One of them is enough to refuse all: which one is used is not ours to choose.
            if (!toPrivateNetworks && !isPublic(address)) {
                throw new Forbidden(host);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    /** Addresses of the registries of special purpose (RFC 6890), and what carries an IPv4 address in an IPv6 one. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] b = address.getAddress();
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        if (address instanceof Inet4Address) {
            boolean isShared = first == 100 && second >= 64 && second < 128;
            boolean isProtocol = first == 192 && second == 0;
            boolean isBenchmark = first == 198 && (second == 18 || second == 19);
            return first != 0 && first < 240 && !isShared && !isProtocol && !isBenchmark;
        }
        int head = first << 8 | second;
        boolean isGlobal = head >= 0x2000 && head < 0x4000;
        boolean isTunnel = head == 0x2002 || head == 0x2001 && b[2] == 0 && b[3] == 0;
        return isGlobal && !isTunnel;
    }
}
