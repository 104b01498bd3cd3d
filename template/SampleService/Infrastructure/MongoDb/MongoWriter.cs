using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Update;
using MongoDB.Bson;
using MongoDB.Driver;

namespace SampleService.Infrastructure;

/// <summary>
/// Stores changes in one transaction, and keeps references true, which MongoDB doesn't: what is referred to must be there, and is held, so
/// that nobody removes it meanwhile; what belongs to a removed document goes with it, or forbids it.
/// </summary>
internal sealed class MongoWriter(MongoSession session, IClientSessionHandle handle)
{
    /// <summary>
    /// The element by which a transaction holds a document. MongoDB takes a change that changes nothing for none, and holds nothing then.
    /// </summary>
    public const string Held = "_held";

    /// <summary>How many documents are removed at once, where their ids have to be known.</summary>
    public const int Batch = 1000;

    /// <summary>Stores what is tracked.</summary>
    public async Task WriteAsync(IEnumerable<IUpdateEntry> entries, CancellationToken cancellationToken)
    {
        var all = entries.ToList();
        var removed = new List<(IEntityType Type, BsonArray Ids)>();
        foreach (var entry in all.Where(static one => one.EntityState == EntityState.Deleted))
        {
            var done = await Of(entry.EntityType).DeleteOneAsync(handle, MongoRows.AsRead(entry), null, cancellationToken);
            if (done.DeletedCount == 0)
                throw new DbUpdateConcurrencyException("The document was changed or removed since it was read.", [entry]);
            removed.Add((entry.EntityType, [MongoRows.Key(entry)]));
        }

        foreach (var entry in all.Where(static one => one.EntityState == EntityState.Modified))
            await ChangeAsync(entry, cancellationToken);
        foreach (var group in all.Where(static one => one.EntityState == EntityState.Added).GroupBy(static one => one.EntityType))
            await AddAsync(group.Key, [.. group], cancellationToken);
        foreach (var (type, ids) in removed)
            await FollowAsync(type, ids, cancellationToken);
        foreach (var entry in all.Where(static one => one.EntityState is EntityState.Added or EntityState.Modified))
            await HoldReferencesAsync(entry, cancellationToken);
    }

    /// <summary>Removes documents, with what belongs to them.</summary>
    public async Task<long> DeleteAsync(IEntityType type, BsonArray ids, CancellationToken cancellationToken)
    {
        var done = await Of(type).DeleteManyAsync(handle, In("_id", ids), null, cancellationToken);
        await FollowAsync(type, ids, cancellationToken);
        return done.DeletedCount;
    }

    private async Task ChangeAsync(IUpdateEntry entry, CancellationToken cancellationToken)
    {
        var changes = MongoRows.Changes(entry);
        if (changes.ElementCount == 0)
            return;
        var done = await Of(entry.EntityType)
            .UpdateOneAsync(handle, MongoRows.AsRead(entry), new BsonDocument("$set", changes), null, cancellationToken);
        if (done.MatchedCount == 0)
            throw new DbUpdateConcurrencyException("The document was changed or removed since it was read.", [entry]);
    }

    // One by one, for what is refused then is told by the driver in the same way as of a change.
    private async Task AddAsync(IEntityType type, List<IUpdateEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
            await Of(type).InsertOneAsync(handle, MongoRows.Document(entry), null, cancellationToken);
    }

    // What refers to removed documents.
    private async Task FollowAsync(IEntityType type, BsonArray ids, CancellationToken cancellationToken)
    {
        foreach (var key in type.GetReferencingForeignKeys())
        {
            var element = MongoValues.Element(key.Properties[0]);
            var (dependents, filter) = (Of(key.DeclaringEntityType), In(element, ids));
            if (key.DeleteBehavior == DeleteBehavior.SetNull)
            {
                var set = new BsonDocument("$set", new BsonDocument(element, BsonNull.Value));
                await dependents.UpdateManyAsync(handle, filter, set, null, cancellationToken);
                continue;
            }

            if (key.DeleteBehavior == DeleteBehavior.Cascade)
                await CascadeAsync(key.DeclaringEntityType, filter, cancellationToken);
            else if ((await IdsAsync(dependents, filter, 1, cancellationToken)).Count > 0)
                throw new MongoReferenceException($"A document of {MongoValues.Collection(key.DeclaringEntityType)} refers to it.");
        }
    }

    // Found by the index of the reference. Ids are read only where others refer to them in turn, and so many at a time.
    private async Task CascadeAsync(IEntityType type, BsonDocument filter, CancellationToken cancellationToken)
    {
        if (!type.GetReferencingForeignKeys().Any())
        {
            await Of(type).DeleteManyAsync(handle, filter, null, cancellationToken);
            return;
        }

        BsonArray found;
        do
        {
            found = await IdsAsync(Of(type), filter, Batch, cancellationToken);
            if (found.Count > 0)
                await DeleteAsync(type, found, cancellationToken);
        } while (found.Count == Batch);
    }

    private async Task<BsonArray> IdsAsync(
        IMongoCollection<BsonDocument> documents,
        BsonDocument filter,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var found = await documents.Find(handle, filter).Project(new BsonDocument("_id", 1)).Limit(limit).ToListAsync(cancellationToken);
        return new BsonArray(found.Select(static one => one["_id"]));
    }

    private async Task HoldReferencesAsync(IUpdateEntry entry, CancellationToken cancellationToken)
    {
        foreach (var key in entry.EntityType.GetForeignKeys())
        {
            var property = key.Properties[0];
            var id = MongoValues.Write(property, entry.GetCurrentValue(property));
            var isNew = entry.EntityState == EntityState.Added || id != MongoValues.Write(property, entry.GetOriginalValue(property));
            if (id.IsBsonNull || !isNew)
                continue;
            var hold = new BsonDocument("$set", new BsonDocument(Held, ObjectId.GenerateNewId()));
            var filter = new BsonDocument(MongoValues.Element(key.PrincipalKey.Properties[0]), id);
            var held = await Of(key.PrincipalEntityType).UpdateOneAsync(handle, filter, hold, null, cancellationToken);
            if (held.MatchedCount == 0)
                throw new MongoReferenceException($"There is no such document of {MongoValues.Collection(key.PrincipalEntityType)}.");
        }
    }

    private IMongoCollection<BsonDocument> Of(IEntityType type) => session.Of(MongoValues.Collection(type));

    private static BsonDocument In(string element, BsonArray values) => new(element, new BsonDocument("$in", values));
}
