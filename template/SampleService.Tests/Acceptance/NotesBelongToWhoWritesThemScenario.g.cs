// Generated from backend.yaml: a scenario. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Tests.Acceptance;

/// <summary>Notes belong to who writes them</summary>
[Category("Acceptance")]
public sealed class NotesBelongToWhoWritesThemScenario
{
    [Test]
    public Task Notes_belong_to_who_writes_them() =>
        ScenarioRun.PlayAsync("notes-belong-to-who-writes-them", "2030-01-15T08:00:00Z", static async it =>
        {
            await it.AccountAsync("ada", "member");
            await it.AccountAsync("bob", "member");
            await it.CallAsync(new ScenarioStep(Operations.CreateSampleNote)
            {
                As = "ada",
                Body = """{"title":"Milk","stars":3,"due":"$today+3"}""",
                Status = 201,
                Expected = """{"title":"Milk","state":"open","createdAt":"$now","due":"2030-01-18"}""",
                Save = "note",
            });
            await it.CallAsync(new ScenarioStep(Operations.GetSampleNote)
            {
                As = "bob",
                Path = """{"id":"$note.id"}""",
                Status = 403,
                Problem = "forbidden",
            });
            await it.CallAsync(new ScenarioStep(Operations.ListSampleNotes)
            {
                As = "bob",
                Status = 200,
                Expected = """{"items":[]}""",
            });
            await it.WaitAsync("00:45:00");
            await it.CallAsync(new ScenarioStep(Operations.UpdateSampleNote)
            {
                As = "ada",
                Path = """{"id":"$note.id"}""",
                Headers = """{"If-Match":"$note@ETag"}""",
                Body = """{"title":"Bread","state":"done"}""",
                Status = 200,
                Expected = """{"title":"Bread","stars":null,"updatedAt":"$now"}""",
            });
            await it.CallAsync(new ScenarioStep(Operations.ListSampleNotes)
            {
                As = "ada",
                Query = """{"state":"done"}""",
                Status = 200,
                Expected = """{"items":[{"id":"$note.id","title":"Bread"}]}""",
            });
            await it.CallAsync(new ScenarioStep(Operations.DeleteSampleNote)
            {
                As = "bob",
                Path = """{"id":"$note.id"}""",
                Status = 403,
                Problem = "forbidden",
            });
            await it.CallAsync(new ScenarioStep(Operations.DeleteSampleNote)
            {
                As = "ada",
                Path = """{"id":"$note.id"}""",
                Status = 204,
            });
            await it.CallAsync(new ScenarioStep(Operations.GetSampleNote)
            {
                As = "ada",
                Path = """{"id":"$note.id"}""",
                Status = 404,
            });
        });
}
