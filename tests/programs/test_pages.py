"""Programs of the center, as the administrator keeps them."""

from django.urls import reverse

from recovery.programs.models import Program


def program(**changes):
    return {
        "name": "Riverside OTP",
        "levels": ["outpatient"],
        "is_otp": "on",
        "capacity": "40",
        "active": "on",
        "version": "0",
        **changes,
    }


def test_the_administrator_keeps_programs(cast, client):
    client.force_login(cast.administrator)
    listed, nurse = reverse("programs:programs"), str(cast.nurse.pk)
    assert client.post(listed, program(people=[nurse])).status_code == 302
    made = Program.objects.get()
    assert (made.is_otp, made.capacity, [each.pk for each in made.people.all()]) == (True, 40, [cast.nurse.pk])
    assert client.post(listed, program(name="riverside otp")).status_code == 422
    one = reverse("programs:program", args=[made.pk])
    assert client.post(one, program(version="1", capacity="")).status_code == 302
    stale = client.post(one, program(version="1", name="My name"))
    assert (stale.status_code, Program.objects.get().name) == (409, "Riverside OTP")
    assert "My name" in stale.content.decode()
    assert client.post(one, program(version="2", name="My name")).status_code == 302
