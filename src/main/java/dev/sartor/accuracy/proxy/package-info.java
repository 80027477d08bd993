/** Zero-cost proxies: scores of untrained networks. */
package dev.sartor.accuracy.proxy;
