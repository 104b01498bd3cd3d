// Generated from backend.yaml: endpoints. Change the blueprint, not this file.
#nullable enable

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What callers can do with sample notes.</summary>
internal static class SampleNoteEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("SampleNotes");
        group.MapPost("/api/v1/sample-notes", CreateSampleNoteAsync)
            .WithName("createSampleNote").Produces<SampleNoteResponse>(201).ProducesProblems(400, 401, 403, 409, 422, 429, 500, 503)
            .Allow(("member", Scope.Own)).Replaying("create-sample-note", typeof(SampleNoteInput))
            .WithQuotas(new Quota("create-sample-note/day", 1000, QuotaPeriod.Day)).InTransaction()
            .Idempotent("create-sample-note", typeof(SampleNoteInput));
        group.MapGet("/api/v1/sample-notes/{id:guid}", GetSampleNoteAsync)
            .WithName("getSampleNote").Produces<SampleNoteResponse>(200).ProducesProblems(401, 403, 404, 429, 500, 503)
            .Allow(("member", Scope.Own), ("admin", Scope.Any)).AcceptsApiKeys().Cached("sample_notes", 60)
            .FromReplica(areKept: true);
        group.MapGet("/api/v1/sample-notes", ListSampleNotesAsync)
            .WithName("listSampleNotes").Produces<Page<SampleNoteResponse>>(200).ProducesProblems(400, 401, 403, 429, 500, 503)
            .WithMetadata(Sorts.ListSampleNotes).Allow(("member", Scope.Own), ("admin", Scope.Any)).AcceptsApiKeys()
            .Cached("sample_notes", 30).FromReplica(areKept: true);
        group.MapPut("/api/v1/sample-notes/{id:guid}", UpdateSampleNoteAsync)
            .WithName("updateSampleNote").Produces<SampleNoteResponse>(200)
            .ProducesProblems(400, 401, 403, 404, 409, 412, 428, 429, 500, 503).Allow(("member", Scope.Own), ("admin", Scope.Any))
            .InTransaction();
        group.MapDelete("/api/v1/sample-notes/{id:guid}", DeleteSampleNoteAsync)
            .WithName("deleteSampleNote").Produces(204).ProducesProblems(401, 403, 404, 409, 429, 500, 503)
            .Allow(("member", Scope.Own), ("admin", Scope.Any)).InTransaction();
        group.MapPut("/api/v1/sample-notes/{id:guid}/picture", UploadPictureAsync)
            .WithName("uploadPicture").Produces<SampleNoteResponse>(200)
            .ProducesProblems(400, 401, 403, 404, 409, 413, 415, 429, 500, 503).Allow(("member", Scope.Own), ("admin", Scope.Any))
            .Receives<Guid>(MayUploadPictureAsync, new FileRules(200_000, ["image/png", "image/jpeg"])).InTransaction();
        group.MapGet("/api/v1/sample-notes/{id:guid}/picture", DownloadPictureAsync)
            .WithName("downloadPicture").Produces<Stream>(200, "image/png", "image/jpeg")
            .Produces<Stream>(206, "image/png", "image/jpeg").Produces(304).ProducesProblems(401, 403, 404, 416, 429, 500, 503)
            .Allow(("member", Scope.Own), ("admin", Scope.Any));
        group.MapDelete("/api/v1/sample-notes/{id:guid}/picture", RemovePictureAsync)
            .WithName("removePicture").Produces(204).ProducesProblems(401, 403, 404, 409, 429, 500, 503)
            .Allow(("member", Scope.Own), ("admin", Scope.Any)).InTransaction();
        group.MapPost("/api/v1/sample-notes/{id:guid}/finish", FinishSampleNoteAsync)
            .WithName("finishSampleNote").Produces(204).ProducesProblems(400, 401, 404, 409, 429, 500, 503)
            .SignedBy("Board:WebhookSecret", 5).Allow(("anonymous", Scope.Any)).InTransaction()
            .OncePerEvent("finish-sample-note", 204);
        group.MapGet("/api/v1/sample-notes/count-sample-notes", CountSampleNotesAsync)
            .WithName("countSampleNotes").Produces<CountSampleNotesReport>(200).ProducesProblems(400, 401, 403, 429, 500, 503)
            .Allow(("member", Scope.Own), ("admin", Scope.Any)).Cached("sample_notes", 30).FromReplica(areKept: true);
    }

    private static async Task<IResult> CreateSampleNoteAsync(
        SampleNoteInput request, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, AppDb db, Work work,
        SampleNoteHooks hooks, CancellationToken cancellationToken)
    {
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        var row = new SampleNote();
        request.ApplyTo(row);
        row.AuthorId = work.Caller.Id;
        if (await hooks.CreatingAsync(row, work, cancellationToken) is { } refusal)
            return refusal.ToResult();
        db.SampleNotes.Add(row);
        List<Func<Task>> toTell = [];
        if ((row.Due != null))
        {
            toTell.Add(() => Notify.DueMailAsync(row, work, cancellationToken));
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (var tell in toTell)
            await tell();
        await db.SaveChangesAsync(cancellationToken);
        return ETags.With(row, TypedResults.Created($"/api/v1/sample-notes/{row.Id}", SampleNoteResponse.Of(row)));
    }

    private static async Task<IResult> GetSampleNoteAsync(Guid id, AppDb db, Work work, CancellationToken cancellationToken)
    {
        var read = await work.FindAsync(db.SampleNotes.AsNoTracking().Where(found => found.Id == id), OwnedBy, cancellationToken);
        if (read.Row is not { } row)
            return read.Refusal;
        return ETags.With(row, TypedResults.Ok(SampleNoteResponse.Of(row)));
    }

    private static async Task<IResult> ListSampleNotesAsync(
        [QueryOf(typeof(int))] string? limit, string? cursor, string? sort, string? q,
        [FromQuery(Name = "state"), QueryOf(typeof(NoteState))] string? byStateText, AppDb db, Work work,
        CancellationToken cancellationToken)
    {
        var errors = new Validation();
        var rows = work.Reach(Searches.SampleNotesByTitle.In(db.SampleNotes, errors, q).AsNoTracking(), OwnedBy);
        if (errors.Choose<NoteState>("state", byStateText) is { } byState)
            rows = rows.Where(row => row.State == byState);
        var order = Sorts.ListSampleNotes.Choose(errors, sort);
        return await rows.PageAsync(order, errors, limit, cursor, SampleNoteResponse.Of, cancellationToken);
    }

    private static async Task<IResult> UpdateSampleNoteAsync(
        Guid id, SampleNoteInput request, [FromHeader(Name = "If-Match")] string? ifMatch, AppDb db, Work work,
        SampleNoteHooks hooks, CancellationToken cancellationToken)
    {
        var read = await work.FindAsync(db.SampleNotes.Where(found => found.Id == id), OwnedBy, cancellationToken);
        if (read.Row is not { } row)
            return read.Refusal;
        if (ETags.Refuse(ifMatch, row) is { } refused)
            return refused;
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        request.ApplyTo(row);
        if (await hooks.UpdatingAsync(row, work, cancellationToken) is { } refusal)
            return refusal.ToResult();
        db.Entry(row).State = EntityState.Modified;
        await db.SaveChangesAsync(cancellationToken);
        return ETags.With(row, TypedResults.Ok(SampleNoteResponse.Of(row)));
    }

    private static async Task<IResult> DeleteSampleNoteAsync(
        Guid id, AppDb db, Work work, SampleNoteHooks hooks, CancellationToken cancellationToken)
    {
        var read = await work.FindAsync(db.SampleNotes.Where(found => found.Id == id), OwnedBy, cancellationToken);
        if (read.Row is not { } row)
            return read.Refusal;
        if (await hooks.DeletingAsync(row, work, cancellationToken) is { } refusal)
            return refusal.ToResult();
        db.SampleNotes.Remove(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> UploadPictureAsync(
        Guid id, HttpContext http, AppDb db, Work work, SampleNoteHooks hooks, CancellationToken cancellationToken)
    {
        var read = await work.FindAsync(db.SampleNotes.Where(found => found.Id == id), OwnedBy, cancellationToken);
        if (read.Row is not { } row)
            return read.Refusal;
        row.Picture = ReceivedFile.Of(http);
        if (await hooks.UpdatingAsync(row, work, cancellationToken) is { } refusal)
            return refusal.ToResult();
        db.Entry(row).State = EntityState.Modified;
        await db.SaveChangesAsync(cancellationToken);
        return ETags.With(row, TypedResults.Ok(SampleNoteResponse.Of(row)));
    }

    private static async Task<IResult?> MayUploadPictureAsync(Guid id, AppDb db, Work work, CancellationToken cancellationToken)
    {
        var read = await work.FindAsync(db.SampleNotes.AsNoTracking().Where(found => found.Id == id), OwnedBy, cancellationToken);
        if (read.Row is not { } row)
            return read.Refusal;
        return null;
    }

    private static async Task<IResult> DownloadPictureAsync(
        Guid id, AppDb db, Work work, IFileStore files, CancellationToken cancellationToken)
    {
        var read = await work.FindAsync(db.SampleNotes.AsNoTracking().Where(found => found.Id == id), OwnedBy, cancellationToken);
        if (read.Row is not { } row)
            return read.Refusal;
        return await FileAnswers.SendAsync(files, row.Picture, "sample-note-picture", cancellationToken);
    }

    private static async Task<IResult> RemovePictureAsync(
        Guid id, AppDb db, Work work, SampleNoteHooks hooks, CancellationToken cancellationToken)
    {
        var read = await work.FindAsync(db.SampleNotes.Where(found => found.Id == id), OwnedBy, cancellationToken);
        if (read.Row is not { } row)
            return read.Refusal;
        row.Picture = null;
        if (await hooks.UpdatingAsync(row, work, cancellationToken) is { } refusal)
            return refusal.ToResult();
        db.Entry(row).State = EntityState.Modified;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> FinishSampleNoteAsync(
        Guid id, FinishSampleNoteInput request, [FromHeader(Name = "webhook-id")] string webhookId,
        [FromHeader(Name = "webhook-timestamp")] string webhookTimestamp,
        [FromHeader(Name = "webhook-signature")] string webhookSignature, AppDb db, Work work,
        CancellationToken cancellationToken)
    {
        await work.LockAsync<SampleNote>(found => found.Id == id, cancellationToken);
        var read = await work.FindAsync(db.SampleNotes.Where(found => found.Id == id), OwnedBy, cancellationToken);
        if (read.Row is not { } row)
            return read.Refusal;
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        List<Func<Task>> toTell = [];
        row.State = NoteState.Done;
        toTell.Add(() => Ask.RatingsAsync(row, work, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        foreach (var tell in toTell)
            await tell();
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CountSampleNotesAsync(
        [QueryOf(typeof(DateOnly))] string? from, [QueryOf(typeof(DateOnly))] string? to, [QueryOf(typeof(int))] string? limit,
        AppDb db, Work work, CancellationToken cancellationToken)
    {
        var errors = new Validation();
        var rows = work.Reach(db.SampleNotes.AsNoTracking(), OwnedBy);
        if (errors.Read<DateOnly>("from", from) is { } first)
            rows = rows.Where(row => row.Due >= first);
        if (errors.Read<DateOnly>("to", to) is { } end)
            rows = rows.Where(row => row.Due < end);
        var size = errors.Read<int>("limit", limit) ?? 100;
        if (size is < 1 or > 1000)
            errors.Add("limit", "must be between 1 and 1000");
        if (errors.Failed)
            return errors.Problem();
        var groups = rows
            .Select(row => new { State = row.State, Month = Buckets.Of(row.Due, 7), Stars = row.Stars })
            .GroupBy(row => new { row.State, row.Month })
            .Select(group => new CountSampleNotesGroup
            {
                State = group.Key.State,
                Month = group.Key.Month,
                Notes = group.Count(),
                Stars = group.Sum(row => (long?)row.Stars) ?? 0,
            })
            .OrderByDescending(group => group.Notes)
            .ThenBy(group => group.State)
            .ThenBy(group => group.Month)
            .Take(size + 1);
        var found = await groups.ToListAsync(cancellationToken);
        return TypedResults.Ok(new CountSampleNotesReport { Items = [.. found.Take(size)], IsComplete = found.Count <= size });
    }

    /// <summary>The rows that an account owns.</summary>
    public static IQueryable<SampleNote> OwnedBy(this IQueryable<SampleNote> rows, Guid account) =>
        rows.Where(row => row.AuthorId == account);
}
