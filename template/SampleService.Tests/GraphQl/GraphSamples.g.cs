// Generated from backend.yaml: rows to ask for. Change the blueprint, not this file.
#nullable enable

using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Who asks, and for which rows.</summary>
internal static class GraphSamples
{
    /// <summary>Everybody who may try: nobody in particular, and each role.</summary>
    public static readonly string?[] Roles = [null, "member", "admin"];

    /// <summary>Stores a row that an operation works on, for an owner.</summary>
    public static readonly Dictionary<string, Func<AppDb, Guid, Task<Guid>>> Rows = new()
    {
        ["getSampleNote"] = static async (db, owner) => (await SampleNoteSample.RowAsync(db, owner)).Id,
        ["listSampleNotes"] = static async (db, owner) => (await SampleNoteSample.RowAsync(db, owner)).Id,
        ["updateSampleNote"] = static async (db, owner) => (await SampleNoteSample.RowAsync(db, owner)).Id,
        ["deleteSampleNote"] = static async (db, owner) => (await SampleNoteSample.RowAsync(db, owner)).Id,
    };

    /// <summary>Fields that lead to many rows, who lists such rows, and where each names the row that leads to it.</summary>
    public static readonly (string Type, string Field, string Lister, string Key)[] Many =
    [
    ];
}
