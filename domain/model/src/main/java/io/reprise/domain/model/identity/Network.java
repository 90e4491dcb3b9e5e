package io.reprise.domain.model.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The network an address is of: enough to see where from, too little to see who. */
public final class Network {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final int IPV4_KEPT = 3;
    private static final int IPV6_KEPT = 6;

    private Network() {}

    /**
     * {@code 192.0.2.0/24} or {@code 2001:db8:0:0:0:0:0:0/48}.
     *
     * @param address numeric; anything else gives an empty text
     */
    public static String of(String address) {
        String numeric = address == null ? "" : address.replaceAll("%.*$", "");
        boolean isIpv4 = IPV4.matcher(numeric).matches();
        if (!isIpv4 && !numeric.contains(":")) {
            return "";
        }
        try {
            // In brackets it is never looked up by name.
            String literal = isIpv4 ? numeric : "[" + numeric + "]";
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            int kept = bytes.length == 4 ? IPV4_KEPT : IPV6_KEPT;
            Arrays.fill(bytes, kept, bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * 8;
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
