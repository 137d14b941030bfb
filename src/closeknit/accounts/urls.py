"""Signing in and joining; one's account; the people and roles that others look after."""

from django.urls import path, register_converter

from closeknit.accounts.views import account, helping, joining, keys, people, roles, signing_in
from closeknit.accounts.vocabulary import HereFor

app_name = "accounts"


class HereForConverter:
    regex = "|".join(HereFor.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(HereForConverter, "here_for")

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/code/<uuid:uuid>/", signing_in.sign_in_code, name="sign-in-code"),
    path("sign-in/link/<str:token>/", signing_in.mail_link, name="mail-link"),
    path("sign-in/password/", signing_in.sign_in_password, name="sign-in-password"),
    path("sign-in/printed/", signing_in.sign_in_printed, name="sign-in-printed"),
    path("sign-in/passkey/", signing_in.sign_in_passkey, name="sign-in-passkey"),
    path("sign-in/passkey/question/", signing_in.passkey_question, name="sign-in-passkey-question"),
    path("sign-in/second-step/", signing_in.sign_in_second_step, name="sign-in-second-step"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("join/", joining.join, name="join"),
    path("join/<here_for:here_for>/", joining.join_as, name="join-as"),
    path("account/", account.account, name="account"),
    path("account/name/", account.name, name="account-name"),
    path("account/language/", account.language, name="account-language"),
    path("account/email/", account.email, name="account-email"),
    path("account/email/<uuid:uuid>/", account.email_code, name="account-email-code"),
    path("account/password/", account.password, name="account-password"),
    path("account/password/away/", account.password_away, name="account-password-away"),
    path("account/sessions/", account.sessions, name="sessions"),
    path("account/sessions/end/", account.sessions_end, name="sessions-end"),
    path("account/sessions/<str:handle>/end/", account.session_end, name="session-end"),
    path("account/agreed/", account.consents, name="consents"),
    path("account/second-step/", keys.overview, name="second-step"),
    path("account/second-step/passkey/", keys.passkey_add, name="passkey-add"),
    path("account/second-step/passkey/question/", keys.passkey_question, name="passkey-question"),
    path("account/second-step/passkey/<uuid:uuid>/away/", keys.passkey_away, name="passkey-away"),
    path("account/second-step/app/", keys.authenticator, name="authenticator"),
    path("account/second-step/app/away/", keys.authenticator_away, name="authenticator-away"),
    path("account/second-step/codes/", keys.recovery_codes, name="recovery-codes"),
    path("account/helping/", helping.helping, name="helping"),
    path("account/helping/done/", helping.helped, name="helped"),
    path("account/helping/done/<uuid:uuid>/back/", helping.helped_back, name="helped-back"),
    path("account/helping/<uuid:uuid>/naming/", helping.naming, name="helping-naming"),
    path("account/helping/<uuid:uuid>/", helping.answer, name="helping-answer"),
    path("account/helping/<uuid:uuid>/end/", helping.end, name="helping-end"),
    path("manage/people/", people.people, name="people"),
    path("manage/people/add/", people.person_add, name="person-add"),
    path("manage/people/without-email/", people.without_email, name="people-without-email"),
    path("manage/people/<uuid:uuid>/", people.person, name="person"),
    path("manage/people/<uuid:uuid>/correct/", people.person_correct, name="person-correct"),
    path("manage/people/<uuid:uuid>/email/", people.person_email, name="person-email"),
    path("manage/people/<uuid:uuid>/code/", people.person_code, name="person-code"),
    path("manage/people/<uuid:uuid>/code/end/", people.person_code_end, name="person-code-end"),
    path("manage/people/<uuid:uuid>/stop/", people.person_suspend, name="person-suspend"),
    path("manage/people/<uuid:uuid>/let-in/", people.person_lift, name="person-lift"),
    path("manage/people/<uuid:uuid>/second-step/away/", people.person_second_step_away, name="person-second-step-away"),
    path("manage/reading/", people.much_reading, name="much-reading"),
    path("manage/supporters/", helping.busy_supporters, name="supporters"),
    path("manage/roles/", roles.roles, name="roles"),
    path("manage/roles/<uuid:uuid>/end/", roles.role_end, name="role-end"),
]
