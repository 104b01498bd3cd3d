using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Emitters.AspNetCore;

/// <summary>What is declared has a delivered test with many callers at once; that those pass is shown where they are run.</summary>
public sealed class RaceTests
{
    [TestCase("benefits", "Give_keeps_balance_too_low", "Buy_keeps_balance_too_low")]
    [TestCase("web-shop", "PlaceOrder_keeps_out_of_stock", "AddOrderLine_keeps_out_of_stock", "ShipOrder_happens_once")]
    [TestCase("lending", "Borrow_keeps_book_lent", "TakeBack_happens_once")]
    [TestCase("parking", "EnterGarage_keeps_garage_full", "EnterGarage_keeps_already_inside", "LeaveGarage_happens_once")]
    [TestCase("cinema", "ReserveSeat_keeps_seat_taken")]
    public void Each_bound_of_an_example_has_one(string example, params string[] races)
    {
        var read = CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples", example, "backend.yaml")));

        var tests = string.Concat(new ServiceTestsEmitter().Emit(read.Blueprint!).Select(static artifact => artifact.Content));

        foreach (var race in races)
            Assert.That(tests, Does.Contain($"public async Task {race}_when_many_call_at_once()"));
    }
}
