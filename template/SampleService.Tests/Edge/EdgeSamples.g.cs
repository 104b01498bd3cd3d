// Generated from backend.yaml: what caches before the service keep. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>What copies are kept of.</summary>
internal static class EdgeSamples
{
    /// <summary>Each read with a role that sees all rows, one that sees its own, and a way to a row.</summary>
    public static readonly ReadSample[] All =
    [
    ];
}
