package dev.visor.service.serve.http;

import dev.visor.service.serve.http.Refused.Why;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a form: {@code multipart/form-data} or {@code application/x-www-form-urlencoded}. */
public final class Form {

    private static final int MOST_FIELDS = 64;

    /** Most bytes of a part's own headers. */
    private static final int LONGEST_HEAD = 4096;

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,70})\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    private final Map<String, byte[]> fields;

    private Form(Map<String, byte[]> fields) {
        this.fields = fields;
    }

    public static Form of(Call call) throws Refused {
        String type = call.header("content-type").orElse("");
        if (type.startsWith("multipart/form-data")) {
            Matcher boundary = BOUNDARY.matcher(type);
            if (!boundary.find()) {
                throw new Refused(Why.BAD_ARGUMENT, "boundary");
            }
            return new Form(parts(call.body(), boundary.group(1)));
        }
        return new Form(encoded(call.text()));
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** @throws Refused naming the field if it is missing or empty */
    public String needed(String name) throws Refused {
        return text(name).filter(value -> !value.isEmpty()).orElseThrow(() -> new Refused(Why.BAD_ARGUMENT, name));
    }

    /** A name as the vendor takes it. */
    public String name(NamingRule naming) throws Refused {
        return naming.checked(needed(naming.field()));
    }

    /** The bytes of a file, or of the base64 text that stands for it. */
    public Optional<byte[]> file(String name, String base64) throws Refused {
        byte[] file = fields.get(name);
        if (file != null) {
            return Optional.of(file);
        }
        return fields.containsKey(base64) ? Optional.of(decode(text(base64).orElse(""), base64)) : Optional.empty();
    }

    static byte[] decode(String base64, String field) throws Refused {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new Refused(Why.BAD_ARGUMENT, field);
        }
    }

    private static Map<String, byte[]> parts(byte[] body, String boundary) throws Refused {
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        Map<String, byte[]> fields = new LinkedHashMap<>();
        int at = indexOf(body, mark, 0);
        while (at >= 0) {
            int start = at + mark.length;
            int next = indexOf(body, mark, start);
            if (next < 0) {
                return fields;
            }
            int blank = indexOf(body, BLANK_LINE, start);
            if (blank < 0 || blank > next || blank - start > LONGEST_HEAD || next - 2 < blank + 4) {
                throw new Refused(Why.BAD_ARGUMENT, "multipart");
            }
            String head = new String(body, start, blank - start, StandardCharsets.UTF_8);
            Matcher name = NAME.matcher(head);
            if (!name.find() || fields.size() >= MOST_FIELDS) {
                throw new Refused(Why.BAD_ARGUMENT, "multipart");
            }
            fields.put(name.group(1), Arrays.copyOfRange(body, blank + 4, next - 2));
            at = next;
        }
        throw new Refused(Why.BAD_ARGUMENT, "multipart");
    }

    private static int indexOf(byte[] body, byte[] wanted, int from) {
        for (int i = from; i <= body.length - wanted.length; i++) {
            if (body[i] == wanted[0] && Arrays.equals(body, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private static Map<String, byte[]> encoded(String text) throws Refused {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('&', at) < 0 ? text.length() : text.indexOf('&', at);
            String pair = text.substring(at, end);
            int equals = pair.indexOf('=');
            if (equals > 0) {
                if (fields.size() >= MOST_FIELDS) {
                    throw new Refused(Why.BAD_ARGUMENT, "form");
                }
                fields.put(
                        unescaped(pair.substring(0, equals)),
                        unescaped(pair.substring(equals + 1)).getBytes(StandardCharsets.UTF_8));
            }
            at = end + 1;
        }
        return fields;
    }

    private static String unescaped(String text) throws Refused {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(Why.BAD_ARGUMENT, "form");
        }
    }
}
