using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore.Infrastructure;
using MongoDB.Bson;
using MongoDB.Driver;

namespace SampleService.Infrastructure;

/// <summary>
/// Brings the collections up to what the delivery says in collections.json: their validators, indexes, and elements that documents of an
/// earlier release lack. Each instance does it at its start; once it was done for this release, only indexes are asked for again, so that
/// an instance of an earlier release takes nothing back.
/// </summary>
internal sealed class MongoSchema
{
    // Which releases were here, by what they say of the collections.
    private const string Releases = "_releases";
    private const int NamespaceExists = 48;
    private const int IndexNotFound = 27;
    private const int Batch = 500;

    private readonly MongoSession _session;
    private readonly ILogger _logger;
    private readonly DateTimeOffset _now;

    private MongoSchema(MongoSession session, ILogger logger, DateTimeOffset now) => (_session, _logger, _now) = (session, logger, now);

    private static readonly Lazy<string> s_text = new(static () =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "mongodb", "collections.json"))
    );

    private static readonly Lazy<BsonDocument> s_told = new(static () => BsonDocument.Parse(s_text.Value));

    private static readonly Lazy<Dictionary<string, BsonDocument>> s_collections = new(static () =>
        Collections.ToDictionary(static one => one["name"].AsString, StringComparer.Ordinal)
    );

    private static readonly Lazy<Dictionary<string, List<(string, IReadOnlyList<string>)>>> s_words = new(static () =>
        Collections.ToDictionary(
            static one => one["name"].AsString,
            static one =>
                one["words"]
                    .AsBsonDocument.Select(static words =>
                        (words.Name, (IReadOnlyList<string>)[.. words.Value.AsBsonArray.Select(static column => column.AsString)])
                    )
                    .ToList(),
            StringComparer.Ordinal
        )
    );

    private static IEnumerable<BsonDocument> Collections =>
        s_told.Value["collections"].AsBsonArray.Select(static one => one.AsBsonDocument);

    /// <summary>Elements of a collection that hold the words by which documents are found, with the elements that these are of.</summary>
    public static IEnumerable<(string Element, IReadOnlyList<string> Columns)> WordsOf(string collection) =>
        s_words.Value.TryGetValue(collection, out var words) ? words : [];

    /// <summary>What stands for an element that a document lacks: an instance of an earlier release may have stored it.</summary>
    public static BsonValue Missing(string collection, string element, DateTimeOffset now) =>
        !s_collections.Value.TryGetValue(collection, out var told) ? BsonNull.Value
        : told["defaults"].AsBsonDocument.TryGetValue(element, out var value) ? value
        : told["now"].AsBsonDocument.TryGetValue(element, out var kind) ? Present(kind.AsString, now)
        : BsonNull.Value;

    /// <summary>Does it.</summary>
    public static Task ApplyAsync(AppDb db, ILogger logger, CancellationToken cancellationToken) =>
        new MongoSchema(db.GetService<MongoSession>(), logger, db.Now).ApplyAsync(cancellationToken);

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var hello = await _session.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument("hello", 1),
            cancellationToken: cancellationToken
        );
        if (!hello.Contains("setName") && hello.GetValue("msg", "") != "isdbgrid")
            throw new InvalidOperationException(
                "MongoDB has transactions only as a replica set: start mongod with --replSet, of one member if need be, and initiate it."
            );
        var releases = _session.Of(Releases);
        var release = new BsonDocument("_id", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(s_text.Value))));
        var wasHere = await releases.Find(release).AnyAsync(cancellationToken);
        foreach (var collection in Collections)
        {
            var (documents, indexes) = (_session.Of(collection["name"].AsString), collection["indexes"].AsBsonArray);
            if (!wasHere)
                await ChangeAsync(documents, collection, cancellationToken);
            if (indexes.Count > 0)
                await _session.Database.RunCommandAsync<BsonDocument>(
                    new BsonDocument { { "createIndexes", collection["name"] }, { "indexes", indexes } },
                    cancellationToken: cancellationToken
                );
            if (!wasHere)
                await RemoveAsync(documents, [.. indexes.Select(static index => index["name"].AsString)], cancellationToken);
        }

        if (!wasHere)
            await RecordAsync(releases, release, cancellationToken);
    }

    // What is missing comes before the validator that may ask for it.
    private async Task ChangeAsync(IMongoCollection<BsonDocument> documents, BsonDocument told, CancellationToken cancellationToken)
    {
        await CreateAsync(told["name"].AsString, cancellationToken);
        await CompleteAsync(documents, told, cancellationToken);
        foreach (var words in told["words"].AsBsonDocument)
            await FindWordsAsync(documents, words, cancellationToken);
        await _session.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument
            {
                { "collMod", told["name"] },
                { "validator", told["validator"] },
                { "validationLevel", "strict" },
                { "validationAction", "error" },
            },
            cancellationToken: cancellationToken
        );
    }

    private async Task CompleteAsync(IMongoCollection<BsonDocument> documents, BsonDocument told, CancellationToken cancellationToken)
    {
        var updates = told["defaults"]
            .AsBsonDocument.Concat(told["now"].AsBsonDocument.Select(one => new BsonElement(one.Name, Present(one.Value.AsString, _now))))
            .Select(static one => new UpdateManyModel<BsonDocument>(
                new BsonDocument(one.Name, new BsonDocument("$exists", false)),
                new BsonDocument("$set", new BsonDocument(one.Name, one.Value))
            ))
            .ToList();
        if (updates.Count == 0)
            return;
        var done = await documents.BulkWriteAsync(updates, cancellationToken: cancellationToken);
        if (done.ModifiedCount > 0)
            _logger.LogInformation("Elements that documents of {Collection} lacked: {Count}", told["name"], done.ModifiedCount);
    }

    // Of a search that came later than documents.
    private static async Task FindWordsAsync(
        IMongoCollection<BsonDocument> documents,
        BsonElement words,
        CancellationToken cancellationToken
    )
    {
        var missing = new BsonDocument(words.Name, new BsonDocument("$exists", false));
        var columns = words.Value.AsBsonArray.Select(static column => column.AsString).ToList();
        while (true)
        {
            var found = await documents.Find(missing).Limit(Batch).ToListAsync(cancellationToken);
            if (found.Count == 0)
                return;
            // A document that has just been changed has them by then.
            var updates = found.Select(one => new UpdateOneModel<BsonDocument>(
                new BsonDocument("_id", one["_id"]).AddRange(missing),
                new BsonDocument("$set", new BsonDocument(words.Name, MongoRows.Words(columns, one)))
            ));
            await documents.BulkWriteAsync(updates, cancellationToken: cancellationToken);
        }
    }

    private static BsonValue Present(string kind, DateTimeOffset now) =>
        kind switch
        {
            "Date" => MongoValues.Write(DateOnly.FromDateTime(now.UtcDateTime)),
            "Time" => MongoValues.Write(TimeOnly.FromDateTime(now.UtcDateTime)),
            _ => MongoValues.Write(now),
        };

    private static async Task RecordAsync(
        IMongoCollection<BsonDocument> releases,
        BsonDocument release,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await releases.InsertOneAsync(release, cancellationToken: cancellationToken);
        }
        catch (MongoWriteException problem) when (Databases.IsDuplicate(problem))
        {
            // Another instance was first.
        }
    }

    private async Task CreateAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _session.Database.CreateCollectionAsync(name, cancellationToken: cancellationToken);
        }
        catch (MongoCommandException problem) when (problem.Code == NamespaceExists)
        {
            // It is there; another instance may have been first.
        }
    }

    // Those of an earlier release; what a person has added has another beginning of its name.
    private static async Task RemoveAsync(
        IMongoCollection<BsonDocument> documents,
        HashSet<string> kept,
        CancellationToken cancellationToken
    )
    {
        using var there = await documents.Indexes.ListAsync(cancellationToken);
        foreach (var index in await there.ToListAsync(cancellationToken))
        {
            var name = index["name"].AsString;
            var isOurs =
                name.StartsWith("ix_", StringComparison.Ordinal)
                || name.StartsWith("uq_", StringComparison.Ordinal)
                || name.StartsWith("tx_", StringComparison.Ordinal);
            if (isOurs && !kept.Contains(name))
                await RemoveAsync(documents, name, cancellationToken);
        }
    }

    private static async Task RemoveAsync(IMongoCollection<BsonDocument> documents, string index, CancellationToken cancellationToken)
    {
        try
        {
            await documents.Indexes.DropOneAsync(index, cancellationToken);
        }
        catch (MongoCommandException problem) when (problem.Code == IndexNotFound)
        {
            // Another instance was first.
        }
    }
}
