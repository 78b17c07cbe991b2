package io.weir.cli;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The machine that a measurement ran on.
 *
 * @param cores that this process may use
 * @param memoryGib of the machine or its container
 * @param heapGib most that the heap may grow to
 * @param load runnable threads in the minute before, on average; negative where the system does not tell
 */
record Machine(int cores, double memoryGib, double heapGib, String jdk, String system, double load) {

    private static final double GIB = 1 << 30;

    static Machine now() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                runtime.availableProcessors(),
                system.getTotalMemorySize() / GIB,
                runtime.maxMemory() / GIB,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                system.getName() + " " + system.getArch(),
                system.getSystemLoadAverage());
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cores", cores);
        map.put("memory_gib", memoryGib);
        map.put("heap_gib", heapGib);
        map.put("jdk", jdk);
        map.put("system", system);
        map.put("load_average_before", load);
        return map;
    }
}
