package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A name as Kubernetes limits it for labels of a host name (RFC 1123). */
@JacksonAnnotationsInside
@Pattern(Formats.DNS_LABEL)
@Size(min = 1, max = 63)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@interface DnsLabel {}
